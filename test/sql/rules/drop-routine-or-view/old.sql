select id from open_orders;
