-- schema: fleet
-- transaction: none
-- statement
CREATE INDEX readings_recorded ON ONLY telemetry.readings (recorded_at);
CREATE INDEX CONCURRENTLY readings_2024_recorded ON telemetry.readings_2024 (recorded_at);
CREATE INDEX CONCURRENTLY readings_2025_recorded ON telemetry.readings_2025 (recorded_at);
CREATE INDEX CONCURRENTLY readings_other_recorded ON telemetry.readings_other (recorded_at);
ALTER INDEX telemetry.readings_recorded ATTACH PARTITION telemetry.readings_2024_recorded;
ALTER INDEX telemetry.readings_recorded ATTACH PARTITION telemetry.readings_2025_recorded;
ALTER INDEX telemetry.readings_recorded ATTACH PARTITION telemetry.readings_other_recorded;
