-- The guide's idempotent ALTER.
ALTER TABLE users ADD COLUMN IF NOT EXISTS display_name VARCHAR(100);
