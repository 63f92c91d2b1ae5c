-- schema: fleet
-- statement
ALTER TABLE vehicles ALTER COLUMN notes SET DATA TYPE text;
