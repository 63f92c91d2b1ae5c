-- schema: fleet
-- statement
ALTER TABLE trips ADD COLUMN kilometres numeric GENERATED ALWAYS AS (distance * 1.609) VIRTUAL;
