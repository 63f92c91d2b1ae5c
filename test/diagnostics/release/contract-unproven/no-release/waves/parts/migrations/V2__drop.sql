-- wavec:contract
alter table parts drop column note;
