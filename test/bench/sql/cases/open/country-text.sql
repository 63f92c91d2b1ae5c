-- schema: shop
-- statement
alter table customers alter column country type text;
