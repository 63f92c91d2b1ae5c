-- schema: fleet
-- statement
ALTER TABLE drivers ALTER COLUMN licence_number SET NOT NULL;
