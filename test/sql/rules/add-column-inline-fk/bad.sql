alter table coupons add column gifted_by bigint default 1 references users (id);
