-- wavec:contract after=v2.3.0
alter table orders alter column status drop default;
