drop view open_orders;
alter table orders add column weight_grams bigint;
create view open_orders as select id, weight, weight_grams from orders where status = 'placed';
