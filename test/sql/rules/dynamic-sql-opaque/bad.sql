do $$ declare name text := 'coupons'; begin execute 'drop table ' || name; end $$;
