-- schema: fleet
-- statement
DROP TYPE vehicle_state CASCADE;
