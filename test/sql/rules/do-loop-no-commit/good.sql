do $$
begin
  for part in 0..9 loop
    update orders set note = '' where note is null and id between part * 1000 and part * 1000 + 999;
    commit;
    perform pg_sleep(0.05);
  end loop;
end
$$;
