-- schema: fleet
-- statement
UPDATE vehicles SET notes = NULL WHERE notes IS NOT NULL;
