insert into orders (user_id, total, weight) values (1, 5, 0);
