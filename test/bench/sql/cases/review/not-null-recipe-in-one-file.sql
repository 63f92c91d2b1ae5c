-- schema: fleet
-- statement
ALTER TABLE trips ADD CONSTRAINT stops_known CHECK (stops IS NOT NULL) NOT VALID;
ALTER TABLE trips VALIDATE CONSTRAINT stops_known;
ALTER TABLE trips ALTER COLUMN stops SET NOT NULL;
ALTER TABLE trips DROP CONSTRAINT stops_known;
