-- schema: fleet
-- statement
ALTER TABLE drivers ALTER COLUMN full_name TYPE varchar USING trim(full_name);
