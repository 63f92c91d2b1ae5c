-- schema: fleet
-- statement
ALTER TABLE trips DROP CONSTRAINT trips_vehicle_fk, ALTER COLUMN driver_id SET STATISTICS 1000;
