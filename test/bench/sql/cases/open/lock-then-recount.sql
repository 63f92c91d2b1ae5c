-- schema: shop
-- statement
LOCK TABLE products IN EXCLUSIVE MODE;
CREATE TABLE stock_snapshot AS SELECT id, stock FROM products;
