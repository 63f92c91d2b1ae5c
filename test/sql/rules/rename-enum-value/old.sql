insert into orders (user_id, total, status) values (1, 5, 'placed');
