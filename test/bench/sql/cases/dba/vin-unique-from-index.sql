-- schema: fleet
-- prelude
create unique index concurrently vehicles_vin on vehicles (vin);
-- statement
ALTER TABLE vehicles ADD CONSTRAINT vehicles_vin_key UNIQUE USING INDEX vehicles_vin;
