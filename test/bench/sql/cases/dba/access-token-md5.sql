-- schema: fleet
-- statement
ALTER TABLE drivers ADD COLUMN access_token text NOT NULL DEFAULT md5(random()::text || clock_timestamp()::text);
