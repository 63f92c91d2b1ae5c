create table parts (id bigint primary key);
copy parts (id) from stdin;
1
\.
