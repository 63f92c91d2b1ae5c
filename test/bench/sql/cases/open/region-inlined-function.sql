-- schema: shop
-- prelude
create function default_region() returns text language sql volatile as $$ select 'eu' $$;
-- statement
alter table orders add column region text not null default default_region();
