-- schema: saas
-- statement
ALTER TABLE tenants ALTER COLUMN seats SET DATA TYPE integer;
