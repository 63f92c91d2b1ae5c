-- schema: fleet
-- statement
ALTER TABLE telemetry.readings ALTER COLUMN speed TYPE real;
