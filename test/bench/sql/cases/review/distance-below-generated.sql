-- schema: fleet
-- prelude
ALTER TABLE trips ADD COLUMN long boolean GENERATED ALWAYS AS (stops > 5) STORED;
-- statement
ALTER TABLE trips ALTER COLUMN stops TYPE oid;
