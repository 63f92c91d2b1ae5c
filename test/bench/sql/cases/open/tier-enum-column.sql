-- schema: shop
-- statement
create type customer_tier as enum ('basic', 'gold');
alter table customers add column tier customer_tier not null default 'basic';
