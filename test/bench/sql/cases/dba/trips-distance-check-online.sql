-- schema: fleet
-- transaction: none
-- statement
ALTER TABLE trips ADD CONSTRAINT trips_stops_sane CHECK (stops >= 0) NOT VALID;
ALTER TABLE trips VALIDATE CONSTRAINT trips_stops_sane;
