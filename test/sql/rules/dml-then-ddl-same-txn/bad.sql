insert into shipments (id, order_id) values (1000001, 1);
alter table shipments add column parcel text;
