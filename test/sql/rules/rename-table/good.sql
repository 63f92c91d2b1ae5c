alter table coupons rename to vouchers;
create view coupons as select * from vouchers;
