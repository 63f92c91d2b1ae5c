-- schema: fleet
-- statement
ALTER DOMAIN percentage DROP CONSTRAINT percentage_check;
ALTER DOMAIN percentage SET DEFAULT 50;
