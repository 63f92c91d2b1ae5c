-- schema: saas
-- statement
drop function quota(text);
create function quota(plan text, region text) returns integer language sql stable as $$ select 10 $$;
