-- schema: shop
-- statement
-- ids are sent as text to the partner
ALTER TABLE order_items ALTER COLUMN product_id TYPE text;
