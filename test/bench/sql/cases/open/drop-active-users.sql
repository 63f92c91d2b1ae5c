-- schema: saas
-- statement
drop view if exists active_users;
