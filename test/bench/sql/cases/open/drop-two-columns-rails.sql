-- schema: shop
-- statement
ALTER TABLE "order_items" DROP COLUMN "unit_price", DROP COLUMN IF EXISTS "discount";
