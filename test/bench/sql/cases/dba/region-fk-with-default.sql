-- schema: fleet
-- prelude
create table regions (id integer primary key, name text not null);
insert into regions values (1, 'north'), (2, 'south');
-- statement
ALTER TABLE vehicles ADD COLUMN region_id integer NOT NULL DEFAULT 1 REFERENCES regions (id);
