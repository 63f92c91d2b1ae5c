create table if not exists gifts (id bigint primary key);
