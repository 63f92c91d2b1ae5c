alter table orders drop constraint orders_user_fk;
