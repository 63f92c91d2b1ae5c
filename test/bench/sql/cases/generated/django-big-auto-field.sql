-- schema: shop
-- statement
ALTER TABLE "products" ALTER COLUMN "id" TYPE bigint USING "id"::bigint;
