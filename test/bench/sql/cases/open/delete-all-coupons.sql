-- schema: shop
-- statement
DELETE FROM coupons;
