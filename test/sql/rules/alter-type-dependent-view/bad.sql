alter table orders alter column weight type bigint;
