-- schema: fleet
-- prelude
alter table telemetry.readings_other add constraint not_2026
  check (recorded_at < '2026-01-01 00:00Z' or recorded_at >= '2027-01-01 00:00Z');
-- statement
CREATE TABLE telemetry.readings_2026 PARTITION OF telemetry.readings
  FOR VALUES FROM ('2026-01-01 00:00Z') TO ('2027-01-01 00:00Z');
