-- schema: saas
-- prelude
alter table audit_events_archive alter column id drop not null;
create unique index concurrently audit_events_archive_id_uidx on audit_events_archive (id);
-- statement
alter table audit_events_archive add primary key using index audit_events_archive_id_uidx;
