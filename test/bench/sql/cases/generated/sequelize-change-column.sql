-- schema: shop
-- statement
ALTER TABLE "public"."orders" ALTER COLUMN "reference" DROP NOT NULL;ALTER TABLE "public"."orders" ALTER COLUMN "reference" DROP DEFAULT;ALTER TABLE "public"."orders" ALTER COLUMN "reference" TYPE VARCHAR(255);
