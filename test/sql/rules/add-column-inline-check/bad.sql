alter table orders add column boxes integer check (boxes > 0);
