-- schema: shop
-- statement
ALTER TABLE products ADD COLUMN imported_at timestamptz NOT NULL DEFAULT clock_timestamp();
