alter table users add column nickname text;
alter table coupons add column nickname text;
