create procedure fill() language plpgsql as $$
begin
  insert into parts select generate_series(1, 9);
  commit;
end $$;
