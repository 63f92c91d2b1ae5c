-- schema: shop
-- prelude
create table warehouses (id integer primary key, city text not null);
insert into warehouses values (1, 'Leipzig');
-- statement
ALTER TABLE orders ADD COLUMN warehouse_id integer NOT NULL DEFAULT 1 REFERENCES warehouses (id);
