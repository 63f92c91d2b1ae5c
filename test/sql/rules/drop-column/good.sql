-- wavec:contract after=v2.3.0
alter table orders drop column note;
