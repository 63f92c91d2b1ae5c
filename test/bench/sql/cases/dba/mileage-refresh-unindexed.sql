-- schema: fleet
-- statement
REFRESH MATERIALIZED VIEW CONCURRENTLY depot_mileage;
