-- schema: shop
-- statement
ALTER TABLE orders SET (fillfactor = 85);
