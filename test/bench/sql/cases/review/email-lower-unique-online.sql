-- schema: saas
-- transaction: none
-- statement
CREATE UNIQUE INDEX CONCURRENTLY users_email_lower ON users (tenant_id, lower(email));
