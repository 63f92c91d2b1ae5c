create table gifts (id bigint primary key);
create table wraps (id bigint primary key);
