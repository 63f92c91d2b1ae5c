-- schema: fleet
-- statement
DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'trips_stops_range') THEN
    ALTER TABLE trips ADD CONSTRAINT trips_stops_range CHECK (stops BETWEEN 0 AND 1000);
  END IF;
END $$;
