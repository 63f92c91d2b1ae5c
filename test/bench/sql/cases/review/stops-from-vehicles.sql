-- schema: fleet
-- statement
UPDATE trips t SET stops = 1 FROM vehicles v WHERE v.id = t.vehicle_id AND v.insured;
