-- schema: shop
-- statement
alter table orders alter column total type numeric(12, 2);
alter table products alter column price type numeric(12, 2);
