refresh materialized view concurrently monthly;
