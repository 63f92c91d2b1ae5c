drop view open_orders;
create view open_orders as select id, weight, note from orders where status = 'placed';
