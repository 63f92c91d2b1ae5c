-- schema: fleet
-- statement
ALTER TABLE vehicles ALTER COLUMN maker TYPE varchar(80);
