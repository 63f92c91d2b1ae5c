create table terms (id bigint generated always as identity primary key);
