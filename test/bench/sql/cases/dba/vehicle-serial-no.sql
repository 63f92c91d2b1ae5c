-- schema: fleet
-- statement
ALTER TABLE vehicles ADD COLUMN inventory_no SERIAL;
