-- The guide's three-deploy rename, last deploy: pods of the second one still write the column.
ALTER TABLE users DROP COLUMN display_name;
