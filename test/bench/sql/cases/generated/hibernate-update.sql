-- schema: shop
-- statement
alter table if exists orders add column delivery_instructions varchar(255);
alter table if exists order_items add constraint FKbioxgbv59vetrxe0ejfubep1w foreign key (order_id) references orders;
