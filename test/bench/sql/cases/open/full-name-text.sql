-- schema: shop
-- statement
alter table customers alter column full_name type text;
