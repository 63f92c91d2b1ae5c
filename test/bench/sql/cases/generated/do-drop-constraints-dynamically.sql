-- schema: fleet
-- statement
DO $$
DECLARE
  name text := 'trips';
BEGIN
  EXECUTE 'ALTER TABLE ' || quote_ident(name) || ' ALTER COLUMN stops TYPE bigint';
END $$;
