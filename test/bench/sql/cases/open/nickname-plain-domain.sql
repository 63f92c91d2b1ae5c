-- schema: saas
-- statement
create domain short_name as text;
alter table users add column nickname short_name;
