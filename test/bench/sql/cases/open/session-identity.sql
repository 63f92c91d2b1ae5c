-- schema: saas
-- statement
alter table sessions add column id bigint generated always as identity;
