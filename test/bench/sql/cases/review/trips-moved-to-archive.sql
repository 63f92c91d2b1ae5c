-- schema: fleet
-- statement
CREATE TABLE trips_2024 (LIKE trips INCLUDING DEFAULTS);
WITH moved AS (DELETE FROM trips WHERE ended_at < '2025-01-13' RETURNING *)
INSERT INTO trips_2024 SELECT * FROM moved;
