-- schema: fleet
-- statement
CREATE DOMAIN fuel_level AS percentage;
ALTER TABLE vehicles ADD COLUMN fuel fuel_level;
