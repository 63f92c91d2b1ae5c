-- schema: shop
-- prelude
alter table customers add column tier text;
-- statement
DO $$
BEGIN
  FOR page IN 0..99 LOOP
    UPDATE customers SET tier = CASE WHEN loyalty_points > 500 THEN 'gold' ELSE 'basic' END
    WHERE id > page * 10000 AND id <= (page + 1) * 10000;
    PERFORM pg_sleep(0.01);
  END LOOP;
END $$;
