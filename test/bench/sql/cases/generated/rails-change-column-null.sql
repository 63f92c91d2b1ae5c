-- schema: shop
-- statement
UPDATE "customers" SET "marketing_opt_in"=FALSE WHERE "marketing_opt_in" IS NULL;
ALTER TABLE "customers" ALTER COLUMN "marketing_opt_in" SET NOT NULL;
