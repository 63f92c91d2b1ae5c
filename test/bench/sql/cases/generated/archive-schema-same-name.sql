-- schema: fleet
-- statement
CREATE SCHEMA archive;
CREATE TABLE archive.trips (LIKE public.trips);
CREATE INDEX trips_purpose ON trips (purpose);
