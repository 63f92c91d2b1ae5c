-- schema: saas
-- statement
ALTER TABLE sessions ADD COLUMN device text;
CREATE INDEX CONCURRENTLY sessions_device_idx ON sessions (device);
