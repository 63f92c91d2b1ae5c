-- schema: shop
-- statement
ANALYZE orders;
