-- schema: fleet
-- statement
ALTER TABLE telemetry.readings DETACH PARTITION telemetry.readings_2024;
ALTER TABLE telemetry.readings_2024 RENAME TO readings_2024_archived;
