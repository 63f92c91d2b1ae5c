-- schema: fleet
-- statement
ALTER TABLE trips RENAME TO journeys;
CREATE VIEW trips AS SELECT * FROM journeys;
