-- schema: shop
-- statement
ALTER TABLE products ADD COLUMN rating smallint CHECK (rating BETWEEN 1 AND 5);
