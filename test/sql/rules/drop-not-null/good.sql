-- wavec:contract after=v2.3.0
alter table orders alter column total drop not null;
