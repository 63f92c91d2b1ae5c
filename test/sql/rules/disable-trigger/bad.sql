alter table coupons disable trigger coupons_upper;
