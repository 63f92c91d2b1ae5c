-- schema: fleet
-- statement
ALTER TABLE trips ADD COLUMN billed boolean DEFAULT false;
ALTER TABLE trips ALTER COLUMN billed SET NOT NULL;
