-- schema: saas
-- statement
ALTER TABLE tenants ALTER COLUMN name TYPE text COLLATE "C";
ALTER TABLE tenants ALTER COLUMN trial_ends_at TYPE timestamp(6);
