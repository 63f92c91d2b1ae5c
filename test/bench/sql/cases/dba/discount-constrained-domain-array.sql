-- schema: fleet
-- statement
ALTER TABLE trips ADD COLUMN discounts percentage[];
