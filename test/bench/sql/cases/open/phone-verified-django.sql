-- schema: shop
-- statement
--
-- Add field phone_verified to customer
--
ALTER TABLE "customers" ADD COLUMN "phone_verified" boolean DEFAULT false NOT NULL;
ALTER TABLE "customers" ALTER COLUMN "phone_verified" DROP DEFAULT;
