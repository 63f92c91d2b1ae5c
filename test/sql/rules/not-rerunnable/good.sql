create table if not exists gifts (id bigint primary key);
create table wraps (id bigint primary key);
