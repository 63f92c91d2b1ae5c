-- schema: fleet
-- statement
CREATE OR REPLACE VIEW vehicle_list AS SELECT id, plate, state, colour, model FROM vehicles;
