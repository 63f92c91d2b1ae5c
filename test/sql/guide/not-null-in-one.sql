-- Backfill and SET NOT NULL in one migration.
UPDATE users SET first_name = 'unknown' WHERE first_name IS NULL;
ALTER TABLE users ALTER COLUMN first_name SET NOT NULL;
