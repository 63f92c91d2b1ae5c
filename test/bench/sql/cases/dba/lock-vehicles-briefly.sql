-- schema: fleet
-- statement
LOCK TABLE vehicles IN ROW EXCLUSIVE MODE;
INSERT INTO vehicles (depot_id, plate) VALUES (1, 'F-POOL-1'), (1, 'F-POOL-2');
