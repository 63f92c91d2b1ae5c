-- wavec:contract after=v2.3.0
alter table orders add constraint orders_code_set check (code is not null) not valid;
