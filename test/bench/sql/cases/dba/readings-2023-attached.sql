-- schema: fleet
-- prelude
create table telemetry.readings_2023 (like telemetry.readings including all,
  check (recorded_at is not null and recorded_at >= '2023-01-01 00:00Z' and recorded_at < '2024-01-01 00:00Z'));
-- statement
ALTER TABLE telemetry.readings ATTACH PARTITION telemetry.readings_2023
  FOR VALUES FROM ('2023-01-01 00:00Z') TO ('2024-01-01 00:00Z');
