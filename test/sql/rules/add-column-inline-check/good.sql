alter table orders add column boxes integer;
alter table orders add constraint orders_boxes_positive check (boxes > 0) not valid;
