-- schema: fleet
-- statement
CREATE UNLOGGED TABLE keep AS SELECT * FROM documents WHERE id < 10;
TRUNCATE keep;
DROP TABLE keep;
