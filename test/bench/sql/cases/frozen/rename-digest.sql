-- schema: saas
-- statement
alter table users rename column password_digest to password_hash;
