-- The guide calls it a full table lock: writes wait, reads go on.
CREATE INDEX idx_users_email ON users (email);
