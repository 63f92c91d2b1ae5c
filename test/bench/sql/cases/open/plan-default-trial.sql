-- schema: saas
-- statement
ALTER TABLE tenants ALTER COLUMN plan SET DEFAULT 'trial';
