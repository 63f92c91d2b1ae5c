-- schema: shop
-- statement
CREATE INDEX "idx_order_items_product_id" ON "order_items" ("product_id");
