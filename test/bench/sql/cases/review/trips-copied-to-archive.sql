-- schema: fleet
-- statement
CREATE TABLE trips_2024 (LIKE trips INCLUDING DEFAULTS);
INSERT INTO trips_2024 SELECT * FROM trips WHERE ended_at < '2025-01-13';
CREATE INDEX ON trips_2024 (vehicle_id);
