-- schema: fleet
-- statement
ALTER TABLE trips ADD COLUMN public_id uuid DEFAULT uuidv7();
