-- schema: saas
-- statement
CREATE TABLE audit_events_2026 PARTITION OF audit_events
  FOR VALUES FROM ('2026-01-01 00:00Z') TO ('2027-01-01 00:00Z');
