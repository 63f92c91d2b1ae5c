-- schema: shop
-- note: Prisma, an optional field.
-- statement
-- AlterTable
ALTER TABLE "orders" ADD COLUMN "tracking_number" VARCHAR(64);
