-- schema: saas
-- statement
alter table tenants add column accent hex_colour;
