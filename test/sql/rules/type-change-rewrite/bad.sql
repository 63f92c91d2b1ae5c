alter table orders alter column starts_at type bigint;
