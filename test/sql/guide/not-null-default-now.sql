-- The guide calls it a rewrite of 312 seconds: it was one until PostgreSQL 10.
ALTER TABLE users ADD COLUMN last_seen TIMESTAMP NOT NULL DEFAULT now();
