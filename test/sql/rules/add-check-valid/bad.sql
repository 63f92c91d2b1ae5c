-- wavec:contract after=v2.3.0
alter table orders add constraint orders_weight_positive check (weight > 0);
