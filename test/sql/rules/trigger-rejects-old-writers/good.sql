create function orders_have_code() returns trigger language plpgsql as $$ begin
  new.code := coalesce(new.code, 'none');
  return new;
end $$;
create trigger orders_have_code before insert on orders for each row execute function orders_have_code();
