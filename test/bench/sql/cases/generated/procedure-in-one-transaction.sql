-- schema: fleet
-- statement
CREATE FUNCTION fill_stops() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE trips SET stops = coalesce(stops, 0);
END $$;
SELECT fill_stops();
