-- schema: shop
-- statement
DROP INDEX orders_reference_idx;
