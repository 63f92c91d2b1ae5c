-- schema: fleet
-- statement
ALTER TABLE trips ALTER CONSTRAINT trips_vehicle_fk DEFERRABLE INITIALLY DEFERRED;
