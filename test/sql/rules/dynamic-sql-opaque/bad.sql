do $$ begin execute 'drop table ' || 'coupons'; end $$;
