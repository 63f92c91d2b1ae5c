-- schema: fleet
-- statement
CREATE UNIQUE INDEX depot_mileage_depot ON depot_mileage (depot_id);
