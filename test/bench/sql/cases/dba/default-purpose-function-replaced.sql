-- schema: fleet
-- statement
create or replace function trips_default_purpose() returns trigger language plpgsql as $$
begin
  new.purpose := coalesce(nullif(new.purpose, ''), 'business');
  return new;
end $$;
