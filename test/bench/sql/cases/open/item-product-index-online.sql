-- schema: shop
-- transaction: none
-- statement
CREATE INDEX CONCURRENTLY idx_order_items_product_id ON order_items (product_id);
