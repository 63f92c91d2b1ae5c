-- schema: saas
-- statement
ALTER TABLE users ADD COLUMN bucket integer NOT NULL DEFAULT floor(random() * 100)::integer;
