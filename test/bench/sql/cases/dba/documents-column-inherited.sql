-- schema: fleet
-- statement
ALTER TABLE documents ADD COLUMN checked boolean NOT NULL DEFAULT false;
