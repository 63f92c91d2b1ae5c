-- schema: shop
-- statement
ALTER TABLE "customers" ALTER COLUMN "loyalty_points" TYPE bigint USING "loyalty_points"::bigint;
