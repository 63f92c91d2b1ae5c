-- schema: shop
-- statement
ALTER TABLE orders RENAME COLUMN reference TO payment_reference;
