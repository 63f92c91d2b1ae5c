-- schema: shop
-- statement
ALTER TABLE customers ADD COLUMN vip boolean;
SELECT count(*) FROM orders o JOIN customers c ON c.id = o.customer_id WHERE o.total > 500;
