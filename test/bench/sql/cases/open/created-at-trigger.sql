-- schema: saas
-- statement
create trigger users_touch before insert on users for each row execute function touch_created_at();
