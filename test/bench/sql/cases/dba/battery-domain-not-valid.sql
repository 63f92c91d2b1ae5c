-- schema: fleet
-- statement
ALTER DOMAIN percentage ADD CONSTRAINT percentage_not_negative CHECK (value >= 0) NOT VALID;
