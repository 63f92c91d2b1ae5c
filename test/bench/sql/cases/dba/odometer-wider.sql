-- schema: fleet
-- statement
ALTER TABLE trips ALTER COLUMN distance TYPE numeric(14,3);
