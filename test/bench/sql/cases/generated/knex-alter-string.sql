-- schema: shop
-- statement
alter table "customers" alter column "full_name" drop default;
alter table "customers" alter column "full_name" drop not null;
alter table "customers" alter column "full_name" type varchar(200) using ("full_name"::varchar(200));
alter table "customers" alter column "full_name" set not null;
