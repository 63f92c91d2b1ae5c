alter table coupons replica identity full;
