-- schema: shop
-- statement
ALTER TABLE customers ALTER COLUMN email TYPE varchar(255);
