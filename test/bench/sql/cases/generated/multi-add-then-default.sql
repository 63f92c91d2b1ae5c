-- schema: fleet
-- statement
ALTER TABLE trips ADD COLUMN reference uuid, ALTER COLUMN reference SET DEFAULT gen_random_uuid();
