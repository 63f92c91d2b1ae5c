-- schema: fleet
-- statement
ALTER TABLE vehicles ALTER COLUMN plate SET NOT NULL;
ALTER TABLE trips ALTER COLUMN id SET NOT NULL;
