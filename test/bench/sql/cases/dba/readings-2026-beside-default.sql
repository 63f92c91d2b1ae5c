-- schema: fleet
-- statement
CREATE TABLE telemetry.readings_2026 PARTITION OF telemetry.readings
  FOR VALUES FROM ('2026-01-01 00:00Z') TO ('2027-01-01 00:00Z');
