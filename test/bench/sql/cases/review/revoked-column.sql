-- schema: saas
-- statement
REVOKE SELECT (email) ON users FROM app;
