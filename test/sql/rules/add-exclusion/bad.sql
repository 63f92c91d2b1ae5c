-- wavec:contract after=v2.3.0
alter table orders add constraint orders_starts_once exclude (starts_at with =) where (starts_at > 1000000);
