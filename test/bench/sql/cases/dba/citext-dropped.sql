-- schema: fleet
-- statement
DROP EXTENSION citext CASCADE;
