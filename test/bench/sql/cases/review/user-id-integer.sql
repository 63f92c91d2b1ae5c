-- schema: saas
-- statement
ALTER TABLE users ALTER COLUMN id TYPE integer;
