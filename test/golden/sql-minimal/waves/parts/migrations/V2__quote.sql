create function total() returns int language sql as $$ select 1 $$; -- $(PGUSER) stays as it is
