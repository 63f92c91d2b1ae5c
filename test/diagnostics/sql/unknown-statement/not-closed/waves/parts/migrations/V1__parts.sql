create table parts (id bigint primary key, naïve text);
-- Ünïcode above, and a quote below
insert into parts values (1, 'it''s);
