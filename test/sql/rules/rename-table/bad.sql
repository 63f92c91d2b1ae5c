alter table coupons rename to vouchers;
