-- schema: shop
-- statement
alter table coupons rename to promo_codes;
create view coupons as select * from promo_codes;
