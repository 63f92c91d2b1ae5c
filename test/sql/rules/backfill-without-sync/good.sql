create trigger users_stamp before insert or update on users for each row execute function stamp();
update users set nickname = name where id between 1 and 1000;
