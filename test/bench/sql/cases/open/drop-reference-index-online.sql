-- schema: shop
-- transaction: none
-- statement
DROP INDEX CONCURRENTLY IF EXISTS orders_reference_idx;
