-- schema: shop
-- statement
ALTER TABLE "products" RENAME TO "catalogue_items";
