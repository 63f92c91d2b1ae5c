-- schema: shop
-- transaction: none
-- statement
BEGIN;
--
-- Add field channel to order
--
ALTER TABLE "orders" ADD COLUMN "channel" varchar(20) DEFAULT 'web' NOT NULL;
ALTER TABLE "orders" ALTER COLUMN "channel" DROP DEFAULT;
COMMIT;
