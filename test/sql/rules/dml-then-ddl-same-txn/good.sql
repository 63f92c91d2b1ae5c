insert into coupons (code) values ('x');
alter table coupons add column parcel text;
