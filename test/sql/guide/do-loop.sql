-- The guide's "safe batch backfill".
DO $$
DECLARE
  batch_size INT := 1000;
  max_id INT;
  current_id INT := 0;
BEGIN
  SELECT MAX(id) INTO max_id FROM users;
  WHILE current_id < max_id LOOP
    UPDATE users
    SET display_name = first_name || ' ' || last_name
    WHERE id > current_id AND id <= current_id + batch_size AND display_name IS NULL;
    current_id := current_id + batch_size;
    PERFORM pg_sleep(0.05);
  END LOOP;
END $$;
