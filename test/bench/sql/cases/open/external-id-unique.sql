-- schema: shop
-- statement
alter table customers add column external_id text unique;
