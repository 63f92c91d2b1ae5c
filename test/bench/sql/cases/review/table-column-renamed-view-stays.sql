-- schema: fleet
-- statement
ALTER TABLE trips RENAME purpose TO reason;
