-- schema: shop
-- statement
INSERT INTO coupons (code, percent) VALUES
  ('AUTUMN', 10),
  ('BLACKFRIDAY', 30);
