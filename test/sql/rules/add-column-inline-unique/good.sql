alter table orders add column ref text;
