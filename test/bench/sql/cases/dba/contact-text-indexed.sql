-- schema: fleet
-- statement
ALTER TABLE vehicles ALTER COLUMN contact TYPE text;
