-- schema: saas
-- statement
ALTER TABLE users ALTER COLUMN email TYPE varchar(320);
