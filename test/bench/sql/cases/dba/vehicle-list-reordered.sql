-- schema: fleet
-- statement
CREATE OR REPLACE VIEW vehicle_list AS SELECT id, plate, model, state, colour FROM vehicles;
