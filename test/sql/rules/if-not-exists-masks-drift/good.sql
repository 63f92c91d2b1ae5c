create table gifts (id bigint primary key);
