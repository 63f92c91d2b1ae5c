create table refunds (order_id bigint not null references orders (id), total integer);
