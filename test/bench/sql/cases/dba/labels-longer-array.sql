-- schema: fleet
-- statement
ALTER TABLE vehicles ALTER COLUMN labels TYPE varchar(40)[];
