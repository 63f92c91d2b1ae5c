-- schema: shop
-- statement
ALTER TABLE "orders" ADD "archived" boolean NOT NULL DEFAULT false;
