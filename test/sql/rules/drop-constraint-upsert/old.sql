insert into users (email, name) values ('q@x', 'Q') on conflict (email) do nothing;
