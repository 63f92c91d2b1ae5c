-- wavec:contract after=v2.3.0
alter table orders alter column starts_at drop not null;
alter table orders alter column code set not null;
