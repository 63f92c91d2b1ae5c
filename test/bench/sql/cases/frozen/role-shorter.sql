-- schema: saas
-- statement
drop view active_users;
alter table users alter column role type varchar(8);
create view active_users as select id, tenant_id, email, display_name, role from users where deleted_at is null;
