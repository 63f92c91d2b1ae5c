alter table coupons alter column code type varchar;
