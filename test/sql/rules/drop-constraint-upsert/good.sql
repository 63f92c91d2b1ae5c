-- wavec:contract after=v2.3.0
alter table users drop constraint users_email_key;
