-- schema: shop
-- statement
ALTER TABLE products ADD COLUMN weight_grams integer CONSTRAINT weight_positive CHECK (weight_grams > 0);
