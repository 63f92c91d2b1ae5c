-- schema: fleet
-- statement
CREATE SCHEMA staging;
SET LOCAL search_path TO staging, public;
CREATE TABLE trips (id bigint PRIMARY KEY, purpose text);
CREATE INDEX trips_purpose ON trips (purpose);
ALTER TABLE trips ALTER COLUMN purpose TYPE varchar(10), ADD CHECK (purpose <> '');
