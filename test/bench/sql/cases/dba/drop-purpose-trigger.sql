-- schema: fleet
-- statement
DROP TRIGGER trips_default_purpose ON trips;
DROP FUNCTION trips_default_purpose();
