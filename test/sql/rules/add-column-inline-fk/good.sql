alter table coupons add column gifted_by bigint references users (id);
