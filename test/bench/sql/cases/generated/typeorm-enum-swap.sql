-- schema: shop
-- statement
ALTER TYPE "public"."order_status" RENAME TO "order_status_old";
CREATE TYPE "public"."order_status" AS ENUM('new', 'paid', 'shipped', 'cancelled', 'returned');
ALTER TABLE "orders" ALTER COLUMN "status" DROP DEFAULT;
ALTER TABLE "orders" ALTER COLUMN "status" TYPE "public"."order_status" USING "status"::"text"::"public"."order_status";
ALTER TABLE "orders" ALTER COLUMN "status" SET DEFAULT 'new';
DROP TYPE "public"."order_status_old";
