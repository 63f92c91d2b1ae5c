create trigger orders_stamp before insert on orders for each row execute function stamp();
