-- schema: fleet
-- statement
ALTER TABLE vehicles ALTER COLUMN engine_code TYPE integer;
