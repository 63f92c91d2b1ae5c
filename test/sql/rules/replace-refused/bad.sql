create or replace view open_orders as select id, note, weight from orders;
