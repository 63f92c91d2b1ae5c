-- schema: saas
-- statement
TRUNCATE TABLE sessions;
