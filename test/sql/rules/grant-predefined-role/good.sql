grant select on orders to app;
