-- schema: shop
-- transaction: none
-- statement
REINDEX TABLE CONCURRENTLY customers;
