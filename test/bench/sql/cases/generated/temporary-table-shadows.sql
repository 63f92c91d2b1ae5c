-- schema: fleet
-- statement
CREATE TEMPORARY TABLE drivers AS SELECT id, full_name FROM public.drivers WHERE full_name LIKE 'Driver 99999%';
CREATE INDEX ON drivers (full_name);
ALTER TABLE drivers ADD COLUMN initials text;
UPDATE drivers SET initials = left(full_name, 1);
DROP TABLE drivers;
