-- schema: fleet
-- statement
ALTER TABLE vehicles ALTER depot_id TYPE int8, ADD COLUMN depot_name text;
