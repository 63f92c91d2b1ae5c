-- schema: saas
-- statement
-- AlterTable
ALTER TABLE "invoices" ALTER COLUMN "issued_on" DROP NOT NULL;
