-- schema: fleet
-- statement
ALTER TABLE drivers ALTER COLUMN last_seen_from TYPE cidr;
