-- schema: fleet
-- statement
ALTER FUNCTION trip_count(integer) RENAME TO count_trips;
