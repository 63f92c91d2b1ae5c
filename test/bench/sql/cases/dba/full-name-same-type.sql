-- schema: fleet
-- statement
ALTER TABLE drivers ALTER COLUMN full_name TYPE text USING full_name::text;
