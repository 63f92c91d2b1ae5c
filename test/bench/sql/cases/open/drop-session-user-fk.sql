-- schema: saas
-- statement
ALTER TABLE sessions DROP CONSTRAINT sessions_user_id_fkey;
