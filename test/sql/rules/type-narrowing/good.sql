-- wavec:contract after=v2.3.0
alter table users add constraint users_name_short check (length(name) <= 20) not valid;
