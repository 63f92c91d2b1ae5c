-- schema: shop
-- statement
COMMENT ON COLUMN "orders"."note" IS 'Shown on the packing slip; never on the invoice';
ALTER TABLE "orders" ALTER COLUMN "currency" SET DEFAULT 'EUR';
