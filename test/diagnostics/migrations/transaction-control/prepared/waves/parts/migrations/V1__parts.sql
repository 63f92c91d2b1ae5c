create table parts (id bigint primary key);
prepare transaction 'parts';
