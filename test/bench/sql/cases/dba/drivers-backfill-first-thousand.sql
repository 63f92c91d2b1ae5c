-- schema: fleet
-- statement
WITH batch AS (
  SELECT id FROM trips WHERE purpose = 'business' ORDER BY id LIMIT 500 FOR UPDATE SKIP LOCKED
)
UPDATE trips SET purpose = 'work' FROM batch WHERE trips.id = batch.id;
