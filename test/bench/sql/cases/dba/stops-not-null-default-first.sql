-- schema: fleet
-- prelude
alter table trips alter column stops set default 0;
-- statement
ALTER TABLE trips ADD CONSTRAINT trips_stops_known CHECK (stops IS NOT NULL) NOT VALID;
