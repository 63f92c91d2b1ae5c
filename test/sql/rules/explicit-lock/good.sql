lock table orders in row exclusive mode;
select count(*) from users;
