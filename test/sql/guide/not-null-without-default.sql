-- The guide calls it a rewrite: it is an error as soon as there is a row.
ALTER TABLE users ADD COLUMN last_seen TIMESTAMP NOT NULL;
