-- schema: shop
-- statement
alter table products alter column sku type varchar(80);
