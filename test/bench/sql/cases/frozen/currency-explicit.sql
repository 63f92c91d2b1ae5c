-- schema: shop
-- statement
-- every caller should pass the currency
alter table orders alter column currency drop default;
