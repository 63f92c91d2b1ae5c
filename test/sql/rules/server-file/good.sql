select count(*) from orders where id = 1;
