-- schema: fleet
-- statement
ALTER TABLE drivers ADD COLUMN score numeric NOT NULL DEFAULT round((random() * 10)::numeric, 2);
