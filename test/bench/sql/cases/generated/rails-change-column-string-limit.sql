-- schema: shop
-- statement
ALTER TABLE "customers" ALTER COLUMN "phone" TYPE character varying(255), ALTER COLUMN "phone" SET DEFAULT NULL;
