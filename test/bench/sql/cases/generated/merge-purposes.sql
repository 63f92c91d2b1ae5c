-- schema: fleet
-- statement
MERGE INTO vehicles v USING (SELECT id, vehicle_id FROM trips) t ON t.vehicle_id = v.id
WHEN MATCHED THEN UPDATE SET insured = false;
