-- The role that serves: it reads what the migrator creates, and owns nothing.
create role hello_app login;
alter default privileges for role hello_migrator in schema public grant select on tables to hello_app;
