-- schema: shop
-- prelude
create function next_region() returns text language plpgsql as $$ begin return 'eu'; end $$;
-- statement
alter table orders add column region text not null default next_region();
