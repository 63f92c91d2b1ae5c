-- schema: saas
-- statement
alter table users add column colour hex_colour default '#ff8800';
