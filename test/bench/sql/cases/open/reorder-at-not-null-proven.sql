-- schema: shop
-- prelude
alter table products add column reorder_at integer default 10;
alter table products add constraint reorder_at_present check (reorder_at is not null);
-- statement
ALTER TABLE products ALTER COLUMN reorder_at SET NOT NULL;
