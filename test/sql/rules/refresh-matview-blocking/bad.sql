refresh materialized view spent;
