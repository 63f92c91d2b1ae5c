-- schema: fleet
-- statement
ALTER TABLE trips ALTER COLUMN stops TYPE percentage;
