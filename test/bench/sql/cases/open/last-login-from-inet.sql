-- schema: shop
-- statement
alter table customers alter column last_login_from type inet;
