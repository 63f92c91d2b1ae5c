alter table orders add column boxes positive;
