-- schema: fleet
-- statement
ALTER TABLE drivers ALTER COLUMN phone TYPE varchar(40);
