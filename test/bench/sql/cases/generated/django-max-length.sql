-- schema: shop
-- statement
ALTER TABLE "customers" ALTER COLUMN "full_name" TYPE varchar(200) USING "full_name"::varchar(200);
