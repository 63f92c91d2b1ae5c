create table docs (id bigint primary key);
