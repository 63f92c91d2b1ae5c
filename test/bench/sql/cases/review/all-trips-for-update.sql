-- schema: fleet
-- statement
CREATE TEMP TABLE checked AS SELECT 1 AS one;
SELECT id FROM trips WHERE stops >= 0 FOR UPDATE;
