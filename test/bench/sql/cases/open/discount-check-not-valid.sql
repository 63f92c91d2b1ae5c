-- schema: shop
-- statement
ALTER TABLE orders ADD COLUMN discount_percent smallint;
ALTER TABLE orders ADD CONSTRAINT orders_discount_percent CHECK (discount_percent BETWEEN 0 AND 100) NOT VALID;
