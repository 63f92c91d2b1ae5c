-- schema: fleet
-- statement
ALTER TABLE trips ALTER COLUMN id SET GENERATED ALWAYS;
