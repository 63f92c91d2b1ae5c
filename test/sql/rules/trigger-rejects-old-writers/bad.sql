create function orders_have_code() returns trigger language plpgsql as $$ begin
  if new.code is null then
    raise exception 'an order has a code';
  end if;
  return new;
end $$;
create trigger orders_have_code before insert on orders for each row execute function orders_have_code();
