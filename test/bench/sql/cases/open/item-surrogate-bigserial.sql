-- schema: shop
-- statement
ALTER TABLE order_items ADD COLUMN id BIGSERIAL;
