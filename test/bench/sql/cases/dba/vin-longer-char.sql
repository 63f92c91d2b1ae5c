-- schema: fleet
-- statement
ALTER TABLE vehicles ALTER COLUMN vin TYPE char(20);
