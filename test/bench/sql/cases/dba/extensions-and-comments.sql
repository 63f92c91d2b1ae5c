-- schema: fleet
-- statement
CREATE EXTENSION IF NOT EXISTS pgcrypto;
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
COMMENT ON TABLE trips IS 'A trip; DROP TABLE is for the archivist';
COMMENT ON COLUMN trips.stops IS NULL;
CREATE STATISTICS trips_vehicle_driver (dependencies) ON vehicle_id, driver_id FROM trips;
