-- schema: shop
-- statement
-- the search index only takes 200 characters
ALTER TABLE products ALTER COLUMN title TYPE varchar(200);
