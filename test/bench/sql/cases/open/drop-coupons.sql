-- schema: shop
-- statement
DROP TABLE IF EXISTS coupons CASCADE;
