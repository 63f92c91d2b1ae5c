-- schema: fleet
-- statement
SET TIME ZONE 'UTC';
ALTER TABLE drivers ALTER COLUMN hired_at TYPE timestamp with time zone;
