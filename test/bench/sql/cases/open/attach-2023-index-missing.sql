-- schema: saas
-- note: The rows are proven, but the parent's index is built while they are attached.
-- prelude
alter table audit_events_archive add constraint in_2023
  check (occurred_at >= '2023-01-01 00:00Z' and occurred_at < '2024-01-01 00:00Z');
-- statement
ALTER TABLE audit_events ATTACH PARTITION audit_events_archive
  FOR VALUES FROM ('2023-01-01 00:00Z') TO ('2024-01-01 00:00Z');
