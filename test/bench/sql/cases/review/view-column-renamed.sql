-- schema: fleet
-- statement
ALTER VIEW vehicle_list RENAME COLUMN colour TO color;
