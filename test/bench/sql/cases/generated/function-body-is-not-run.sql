-- schema: fleet
-- statement
CREATE FUNCTION purge_trips() RETURNS void LANGUAGE sql AS $$
  DELETE FROM trips;
  TRUNCATE trips;
  ALTER TABLE trips DROP COLUMN purpose;
$$;
