alter table orders add column double_total integer generated always as (total * 2) stored;
