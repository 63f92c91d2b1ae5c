-- schema: shop
-- prelude
create function current_region() returns text language plpgsql stable as $$ begin return 'eu'; end $$;
-- statement
alter table orders add column region text not null default current_region();
