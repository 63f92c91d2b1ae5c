select setval('orders_id_seq', (select max(id) from orders));
