create table gifts (order_id bigint primary key, words text not null);
