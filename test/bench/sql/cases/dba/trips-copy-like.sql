-- schema: fleet
-- statement
CREATE TABLE trips_next (LIKE trips INCLUDING ALL);
ALTER TABLE trips_next ALTER COLUMN vehicle_id TYPE bigint;
ALTER TABLE trips_next ADD CONSTRAINT trips_next_stops CHECK (stops >= 0);
