-- schema: saas
-- statement
create schema if not exists billing;
alter table invoices set schema billing;
