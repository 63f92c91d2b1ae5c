-- schema: shop
-- statement
ALTER TABLE customers DROP COLUMN phone;
