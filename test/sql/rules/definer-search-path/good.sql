create function order_count() returns bigint language sql security definer
set search_path = public, pg_temp as 'select count(*) from orders';
