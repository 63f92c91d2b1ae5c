create table parts (id bigint primary key, note text);
alter tabel parts add column size integer;
alter table parts rename column note to words;
