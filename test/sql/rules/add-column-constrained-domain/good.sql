alter table orders add column boxes label;
