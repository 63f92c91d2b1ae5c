-- schema: fleet
-- statement
ALTER TYPE vehicle_state ADD VALUE IF NOT EXISTS 'sold' BEFORE 'retired';
