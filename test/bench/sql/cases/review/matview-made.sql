-- schema: fleet
-- statement
CREATE MATERIALIZED VIEW trips_by_day AS SELECT date_trunc('day', started_at) AS day, count(*) AS trips FROM trips GROUP BY 1;
CREATE UNIQUE INDEX trips_by_day_key ON trips_by_day (day);
