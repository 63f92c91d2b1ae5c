-- schema: saas
-- statement
-- AlterTable
ALTER TABLE "invoices" ALTER COLUMN "number" SET DATA TYPE VARCHAR(40);
