create table carts (id bigint generated always as identity primary key);
