-- schema: saas
-- prelude
alter table audit_events_archive add constraint in_2023
  check (occurred_at >= '2023-01-01 00:00Z' and occurred_at < '2024-01-01 00:00Z') not valid;
alter table audit_events_archive validate constraint in_2023;
create index concurrently audit_events_archive_actor_id_idx on audit_events_archive (actor_id);
-- statement
alter table audit_events attach partition audit_events_archive
  for values from ('2023-01-01 00:00Z') to ('2024-01-01 00:00Z');
