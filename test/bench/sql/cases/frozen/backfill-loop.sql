-- schema: shop
-- note: The loop that looks as if it were in batches.
-- prelude
alter table customers add column search_name text;
-- statement
DO $$
DECLARE
  n integer;
BEGIN
  LOOP
    UPDATE customers SET search_name = lower(full_name)
    WHERE id IN (SELECT id FROM customers WHERE search_name IS NULL LIMIT 50000);
    GET DIAGNOSTICS n = ROW_COUNT;
    EXIT WHEN n = 0;
    PERFORM pg_sleep(0.01);
  END LOOP;
END $$;
