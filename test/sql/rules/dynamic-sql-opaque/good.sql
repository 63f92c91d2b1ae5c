do $$ begin execute 'create table gifts (id bigint primary key)'; end $$;
