-- schema: shop
-- statement
ALTER TABLE orders
  ALTER COLUMN reference TYPE varchar(100),
  ALTER COLUMN carrier_code TYPE text,
  ALTER COLUMN total TYPE numeric(14, 2);
