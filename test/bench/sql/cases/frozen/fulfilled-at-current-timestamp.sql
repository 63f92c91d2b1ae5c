-- schema: shop
-- statement
ALTER TABLE order_items
  ADD COLUMN packed_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
  ADD COLUMN packed_by text NOT NULL DEFAULT 'warehouse';
