-- schema: fleet
-- statement
create domain required_text as text default 'n/a' not null;
alter table drivers add column remark required_text;
