-- schema: shop
-- statement
UPDATE coupons SET percent = 20 WHERE code = 'SPRING';
INSERT INTO coupons (code, percent) VALUES ('SUMMER', 12) ON CONFLICT (code) DO NOTHING;
