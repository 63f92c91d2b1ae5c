-- schema: saas
-- statement
create or replace view active_users as
  select id, tenant_id, email, display_name, role, locale from users where deleted_at is null;
