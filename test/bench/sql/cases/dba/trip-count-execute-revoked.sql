-- schema: fleet
-- statement
REVOKE EXECUTE ON FUNCTION trip_count(integer) FROM PUBLIC;
