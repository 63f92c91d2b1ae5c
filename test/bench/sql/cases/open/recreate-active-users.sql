-- schema: saas
-- statement
DROP VIEW active_users;
CREATE VIEW active_users AS
  SELECT id, tenant_id, email, display_name, role FROM users WHERE deleted_at IS NULL AND role <> 'bot';
