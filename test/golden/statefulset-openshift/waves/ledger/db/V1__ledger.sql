create table entries (id bigint primary key);
