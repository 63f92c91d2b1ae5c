-- schema: fleet
-- statement
ALTER TABLE trips ADD COLUMN billed boolean NOT NULL DEFAULT false, ALTER COLUMN stops SET DEFAULT 0;
ALTER TABLE trips ALTER COLUMN billed DROP DEFAULT;
