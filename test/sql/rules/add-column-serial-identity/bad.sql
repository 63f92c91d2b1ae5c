alter table coupons add column id bigserial;
