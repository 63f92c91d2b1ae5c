create table refunds (order_id bigint not null references orders (id));
create index refunds_order_idx on refunds (order_id);
