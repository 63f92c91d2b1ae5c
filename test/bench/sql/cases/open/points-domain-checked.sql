-- schema: shop
-- statement
create domain points as integer check (value >= 0);
alter table customers alter column loyalty_points type points;
