-- schema: shop
-- statement
ALTER TABLE orders ALTER COLUMN carrier_code SET NOT NULL;
