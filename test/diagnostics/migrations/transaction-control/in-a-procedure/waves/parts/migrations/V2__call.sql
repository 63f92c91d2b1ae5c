create table parts (id bigint primary key);
call fill();
do $$ begin
  delete from parts;
  rollback;
end $$;
