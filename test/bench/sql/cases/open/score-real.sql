-- schema: saas
-- statement
ALTER TABLE users ALTER COLUMN score TYPE real;
