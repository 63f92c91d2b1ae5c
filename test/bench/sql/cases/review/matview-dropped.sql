-- schema: fleet
-- statement
DROP MATERIALIZED VIEW IF EXISTS depot_mileage;
