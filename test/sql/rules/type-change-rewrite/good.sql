alter table orders add column starts_at_big bigint;
