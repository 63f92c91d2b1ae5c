-- schema: fleet
-- statement
ALTER TABLE drivers ADD COLUMN IF NOT EXISTS phone varchar(20) NOT NULL;
ALTER TABLE drivers DROP COLUMN IF EXISTS fax;
DROP TABLE IF EXISTS driver_imports;
