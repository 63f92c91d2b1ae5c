-- schema: shop
-- statement
CREATE DOMAIN money_amount AS numeric(10, 2);
ALTER TABLE products ALTER COLUMN price TYPE money_amount;
ALTER TABLE orders ADD COLUMN shipping money_amount DEFAULT 0;
