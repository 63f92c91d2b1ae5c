-- schema: shop
-- prelude
create unique index concurrently orders_reference_uidx on orders (reference);
-- statement
ALTER TABLE orders ADD CONSTRAINT orders_reference_key UNIQUE USING INDEX orders_reference_uidx;
