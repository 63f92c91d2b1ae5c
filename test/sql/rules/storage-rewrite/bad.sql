alter table coupons set unlogged;
