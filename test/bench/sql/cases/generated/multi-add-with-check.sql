-- schema: fleet
-- statement
ALTER TABLE trips
  ADD COLUMN toll numeric(8,2),
  ADD CONSTRAINT trips_toll_positive CHECK (toll >= 0);
