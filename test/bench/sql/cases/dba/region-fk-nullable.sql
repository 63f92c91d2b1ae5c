-- schema: fleet
-- statement
CREATE TABLE regions (id integer PRIMARY KEY, name text NOT NULL);
ALTER TABLE vehicles ADD COLUMN region_id integer REFERENCES regions (id);
