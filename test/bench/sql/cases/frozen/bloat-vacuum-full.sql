-- schema: shop
-- transaction: none
-- statement
VACUUM FULL order_items;
