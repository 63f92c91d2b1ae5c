-- schema: saas
-- note: The upsert needs a unique index on slug.
-- prelude
create unique index concurrently tenants_slug_uidx on tenants (slug);
-- statement
alter table tenants drop constraint tenants_slug_key;
