create or replace view open_orders as select id, weight, note from orders;
