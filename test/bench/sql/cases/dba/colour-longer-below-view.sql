-- schema: fleet
-- statement
ALTER TABLE vehicles ALTER COLUMN colour TYPE varchar(40);
