-- schema: saas
-- statement
alter table tenants alter column slug type citext;
