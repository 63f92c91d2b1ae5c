-- schema: fleet
-- statement
DO $body$
BEGIN
  BEGIN
    ALTER TABLE public.trips ADD COLUMN weather text;
  EXCEPTION WHEN duplicate_column THEN
    RAISE NOTICE 'weather is there; nothing to do';
  END;
END
$body$ LANGUAGE plpgsql;
