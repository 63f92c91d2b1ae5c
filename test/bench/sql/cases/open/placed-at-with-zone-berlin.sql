-- schema: shop
-- statement
SET timezone = 'Europe/Berlin';
ALTER TABLE orders ALTER COLUMN placed_at TYPE timestamptz;
