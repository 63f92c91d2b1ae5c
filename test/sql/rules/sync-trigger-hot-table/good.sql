set local lock_timeout = '2s';
create trigger orders_stamp before insert on orders for each row execute function stamp();
