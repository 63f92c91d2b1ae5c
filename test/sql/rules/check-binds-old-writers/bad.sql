alter table orders add constraint orders_weight_range check (weight between 1 and 1000) not valid;
