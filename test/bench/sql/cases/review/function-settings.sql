-- schema: fleet
-- statement
ALTER FUNCTION trip_count(integer) SET search_path = public;
ALTER FUNCTION trip_count(integer) COST 500;
CREATE FUNCTION trip_count_since(vehicle integer, since timestamptz) RETURNS bigint LANGUAGE sql STABLE AS 'SELECT 1::bigint';
