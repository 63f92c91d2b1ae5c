-- schema: shop
-- statement
LOCK TABLE coupons IN SHARE ROW EXCLUSIVE MODE;
INSERT INTO coupons (code, percent) SELECT 'FRIENDS', 20 WHERE NOT EXISTS (SELECT 1 FROM coupons WHERE code = 'FRIENDS');
