-- schema: fleet
-- prelude
drop index drivers_employed;
-- statement
SET LOCAL timezone = 'UTC';
ALTER TABLE drivers ALTER COLUMN hired_at TYPE timestamptz;
