-- schema: shop
-- note: Django adds a field with a default that it keeps to itself.
-- statement
--
-- Add field gift_wrap to orderitem
--
ALTER TABLE "order_items" ADD COLUMN "gift_wrap" boolean DEFAULT false NOT NULL;
ALTER TABLE "order_items" ALTER COLUMN "gift_wrap" DROP DEFAULT;
