-- schema: shop
-- statement
revoke insert, update, delete, select on coupons from public, app;
