-- schema: shop
-- note: Prisma removes an enum value this way.
-- statement
-- AlterEnum
CREATE TYPE "order_status_new" AS ENUM ('new', 'paid', 'shipped');
ALTER TABLE "orders" ALTER COLUMN "status" DROP DEFAULT;
ALTER TABLE "orders" ALTER COLUMN "status" TYPE "order_status_new" USING ("status"::text::"order_status_new");
ALTER TYPE "order_status" RENAME TO "order_status_old";
ALTER TYPE "order_status_new" RENAME TO "order_status";
DROP TYPE "order_status_old";
ALTER TABLE "orders" ALTER COLUMN "status" SET DEFAULT 'new';
