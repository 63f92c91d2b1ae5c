-- schema: fleet
-- statement
REVOKE UPDATE ON drivers FROM app;
