-- schema: fleet
-- statement
ALTER SCHEMA billing RENAME TO finance;
