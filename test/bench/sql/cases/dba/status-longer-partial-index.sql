-- schema: fleet
-- statement
ALTER TABLE drivers ALTER COLUMN status TYPE text;
