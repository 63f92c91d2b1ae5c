-- schema: shop
-- statement
ALTER TABLE products ADD COLUMN updated_at timestamptz NOT NULL DEFAULT now();
