set local lock_timeout = '2s';
alter table orders drop constraint orders_user_fk;
