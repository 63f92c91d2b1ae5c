-- Nobody has read it since v6.
-- wavec:contract
alter table books drop column if exists note;
