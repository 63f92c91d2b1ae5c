-- schema: fleet
-- note: Old inserts leave it out.
-- statement
ALTER TABLE vehicles ADD CONSTRAINT vehicles_insured_known CHECK (insured IS NOT NULL) NOT VALID;
