-- schema: shop
-- statement
do $$ begin create role reporting; exception when duplicate_object then null; end $$;
grant select on orders, order_items to reporting;
