-- schema: fleet
-- statement
CREATE UNIQUE INDEX vehicles_vin ON vehicles (vin);
ALTER TABLE vehicles ADD CONSTRAINT vehicles_vin_key UNIQUE USING INDEX vehicles_vin;
