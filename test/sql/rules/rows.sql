-- Rows for before.sql, so that a scan can be told from none, and the role that the application connects with.
insert into users (email, name, age) select 'u' || n || '@x', 'name ' || n, n % 90 from generate_series(1, 2000) n;
insert into orders (user_id, total, code, note, weight) select n, n, 'c' || n, case when n % 3 > 0 then 'n' end, n from generate_series(1, 2000) n;
update orders set starts_at = id;
insert into coupons (code, user_id) select 'c' || n, n from generate_series(1, 2000) n;
insert into seats (flight, seat) select n, 1 from generate_series(1, 2000) n;
insert into shipments (id, order_id) select n, n from generate_series(1, 2000) n;
insert into events (id, day) select n, n % 1000 from generate_series(1, 2000) n;
insert into events_2 (id, day) select n, 1000 + n % 1000 from generate_series(1, 2000) n;
insert into accounts (id, owner) select n, 'o' from generate_series(1, 2000) n;
insert into visits (id, day) select n, 5000 + n from generate_series(1, 2000) n;
refresh materialized view spent;
refresh materialized view monthly;
do $$ begin if not exists (select from pg_roles where rolname = 'app') then create role app; end if; end $$;
grant select, insert, update, delete on all tables in schema public to app;
grant usage on schema archive to app;
alter default privileges in schema public grant select, insert, update, delete on tables to app;
