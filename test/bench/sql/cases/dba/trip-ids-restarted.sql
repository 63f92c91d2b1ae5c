-- schema: fleet
-- statement
ALTER TABLE trips ALTER COLUMN id RESTART WITH 1;
