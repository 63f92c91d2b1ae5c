-- schema: saas
-- statement
ALTER TABLE sessions SET UNLOGGED;
