-- schema: fleet
-- statement
ALTER TABLE drivers ALTER COLUMN rating TYPE double precision;
