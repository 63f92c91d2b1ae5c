insert into orders (user_id, total) values (1, 5);
