-- schema: fleet
-- statement
ALTER TABLE trips ADD COLUMN toll_cents integer;
CREATE TABLE trip_report AS SELECT vehicle_id, sum(distance) AS distance, count(*) AS trips FROM trips GROUP BY vehicle_id;
