create sequence coupons_id_seq;
alter table coupons add column id bigint;
alter table coupons alter column id set default nextval('coupons_id_seq');
