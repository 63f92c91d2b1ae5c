create table books (id bigint primary key);
