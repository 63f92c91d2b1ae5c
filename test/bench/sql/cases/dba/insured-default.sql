-- schema: fleet
-- statement
ALTER TABLE vehicles ALTER COLUMN insured SET DEFAULT true;
ALTER TABLE drivers ALTER COLUMN status DROP DEFAULT;
