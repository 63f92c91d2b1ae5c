-- wavec:contract after=v2.3.0
alter table users alter column name type text;
