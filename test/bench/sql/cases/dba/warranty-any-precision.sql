-- schema: fleet
-- statement
ALTER TABLE vehicles ALTER COLUMN warranty_until TYPE timestamptz;
