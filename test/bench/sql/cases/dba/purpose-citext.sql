-- schema: fleet
-- statement
ALTER TABLE trips ALTER COLUMN purpose TYPE citext;
