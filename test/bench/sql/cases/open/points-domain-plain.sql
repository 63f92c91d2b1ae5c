-- schema: shop
-- statement
create domain points as integer;
alter table customers alter column loyalty_points type points;
