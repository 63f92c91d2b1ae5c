-- schema: fleet
-- statement
DROP VIEW vehicle_list;
CREATE VIEW vehicle_list AS SELECT id, plate, state FROM vehicles;
