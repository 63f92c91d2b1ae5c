-- schema: fleet
-- statement
CREATE TABLE trip_report AS SELECT vehicle_id, sum(distance) AS distance, count(*) AS trips FROM trips GROUP BY vehicle_id;
CREATE UNIQUE INDEX trip_report_vehicle ON trip_report (vehicle_id);
ALTER TABLE trip_report ADD PRIMARY KEY USING INDEX trip_report_vehicle;
