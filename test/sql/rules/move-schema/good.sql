alter table coupons set schema archive;
create view coupons as select * from archive.coupons;
