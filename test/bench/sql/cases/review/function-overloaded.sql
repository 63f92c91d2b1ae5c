-- schema: fleet
-- statement
CREATE FUNCTION trip_count(vehicle integer, since timestamptz DEFAULT NULL) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT count(*) FROM trips WHERE vehicle_id = vehicle AND (since IS NULL OR started_at >= since)
$$;
