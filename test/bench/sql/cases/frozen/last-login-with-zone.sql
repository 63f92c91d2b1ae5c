-- schema: shop
-- note: The column holds UTC, so the session says so.
-- statement
set local timezone to 'UTC';
alter table customers alter column last_login_at type timestamptz;
