-- schema: fleet
-- statement
CREATE TABLE settings (key text PRIMARY KEY, value jsonb NOT NULL);
INSERT INTO settings VALUES ('speed', '{"max": 130}'), ('theme', '"dark;light"')
ON CONFLICT (key) DO UPDATE SET value = excluded.value;
UPDATE settings SET value = value || '{"min": 10}' WHERE key = 'speed';
DELETE FROM settings;
