-- schema: fleet
-- statement
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['vehicles', 'drivers'] LOOP
    EXECUTE format('ALTER TABLE %I ADD COLUMN external_ref text', t);
  END LOOP;
END $$;
