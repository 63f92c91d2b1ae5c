-- schema: fleet
-- statement
ALTER DOMAIN licence_plate SET NOT NULL;
