-- schema: saas
-- statement
DO $$ BEGIN
  ALTER TABLE users ADD COLUMN timezone text;
EXCEPTION
  WHEN duplicate_column THEN NULL;
END $$;
