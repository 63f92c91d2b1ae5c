-- schema: fleet
-- statement
ALTER TABLE trips ALTER COLUMN id DROP IDENTITY IF EXISTS;
