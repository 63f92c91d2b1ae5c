refresh materialized view concurrently spent;
