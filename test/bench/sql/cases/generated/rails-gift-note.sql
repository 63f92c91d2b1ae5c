-- schema: shop
-- statement
ALTER TABLE "orders" ADD "gift_note" character varying DEFAULT '' NOT NULL;
ALTER TABLE "orders" ADD "gift" boolean DEFAULT FALSE NOT NULL;
INSERT INTO "coupons" (code, percent) VALUES ('RAILS', 5);
