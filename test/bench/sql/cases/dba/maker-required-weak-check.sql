-- schema: fleet
-- statement
ALTER TABLE vehicles ALTER COLUMN maker SET NOT NULL;
