-- schema: saas
-- statement
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['invoices', 'sessions'] LOOP
    EXECUTE format('ALTER TABLE %I ADD COLUMN trace_id uuid DEFAULT gen_random_uuid()', t);
  END LOOP;
END $$;
