-- schema: shop
-- statement
ALTER TABLE "customers" ADD COLUMN "tax_id" TEXT NOT NULL;
