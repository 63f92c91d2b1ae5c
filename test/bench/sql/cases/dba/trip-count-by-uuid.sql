-- schema: fleet
-- statement
CREATE OR REPLACE FUNCTION trip_count(vehicle integer) RETURNS integer LANGUAGE sql STABLE AS $$
  SELECT count(*)::integer FROM trips WHERE vehicle_id = vehicle
$$;
