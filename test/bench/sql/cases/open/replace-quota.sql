-- schema: saas
-- statement
create or replace function quota(plan text) returns integer language sql stable as $$
  select case plan when 'free' then 3 when 'team' then 50 else 1000 end
$$;
