-- schema: shop
-- prelude
ALTER TABLE "order_items" ADD CONSTRAINT "chk_rails_quantity" CHECK (quantity > 0) NOT VALID;
-- statement
ALTER TABLE "order_items" VALIDATE CONSTRAINT "chk_rails_quantity";
