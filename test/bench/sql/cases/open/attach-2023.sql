-- schema: saas
-- statement
ALTER TABLE audit_events ATTACH PARTITION audit_events_archive
  FOR VALUES FROM ('2023-01-01 00:00Z') TO ('2024-01-01 00:00Z');
