lock table orders in share mode;
select count(*) from users;
