create table refunds (order_id bigint not null references orders (id), total integer);
create index refunds_order_idx on refunds (order_id);
insert into refunds select id, total from orders where total < 0;
