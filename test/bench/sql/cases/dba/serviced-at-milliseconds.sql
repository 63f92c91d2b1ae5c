-- schema: fleet
-- statement
ALTER TABLE vehicles ALTER COLUMN serviced_at TYPE timestamptz(3);
