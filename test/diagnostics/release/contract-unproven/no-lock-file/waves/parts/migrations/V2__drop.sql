-- wavec:contract after=v2.4.0
alter table parts drop column note;
