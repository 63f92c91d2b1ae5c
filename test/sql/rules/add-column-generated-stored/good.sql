alter table orders add column double_total integer;
