insert into orders (user_id, total, note) values (1, 5, 'x');
