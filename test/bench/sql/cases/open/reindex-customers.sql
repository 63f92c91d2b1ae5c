-- schema: shop
-- statement
REINDEX TABLE customers;
