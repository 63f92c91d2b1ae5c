-- schema: fleet
-- statement
ALTER INDEX trips_started RENAME TO trips_started_at_idx;
ALTER INDEX trips_started_at_idx SET (fillfactor = 80);
COMMENT ON INDEX trips_started_at_idx IS 'for the daily report';
ALTER TABLE trips CLUSTER ON trips_vehicle;
