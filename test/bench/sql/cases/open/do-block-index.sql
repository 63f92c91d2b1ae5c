-- schema: shop
-- statement
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_class WHERE relname = 'order_items_unit_price_idx') THEN
    CREATE INDEX order_items_unit_price_idx ON order_items (unit_price);
  END IF;
END $$;
