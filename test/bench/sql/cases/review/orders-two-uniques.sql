-- schema: shop
-- statement
ALTER TABLE products ADD COLUMN barcode varchar(20), ADD CONSTRAINT products_sku_key UNIQUE (sku);
