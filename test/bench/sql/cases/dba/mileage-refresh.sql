-- schema: fleet
-- statement
REFRESH MATERIALIZED VIEW depot_mileage;
