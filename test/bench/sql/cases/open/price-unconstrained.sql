-- schema: shop
-- statement
ALTER TABLE products ALTER COLUMN price TYPE numeric;
