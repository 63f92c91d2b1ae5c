-- The guide's three-deploy rename, first deploy.
ALTER TABLE users ADD COLUMN full_name VARCHAR(255);
UPDATE users SET full_name = display_name;
