alter table coupons set schema archive;
