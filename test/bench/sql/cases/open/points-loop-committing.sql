-- schema: shop
-- transaction: none
-- prelude
alter table customers add column tier text;
-- statement
DO $$
BEGIN
  FOR page IN 0..9999 LOOP
    UPDATE customers SET tier = CASE WHEN loyalty_points > 500 THEN 'gold' ELSE 'basic' END
    WHERE id > page * 100 AND id <= (page + 1) * 100;
    COMMIT;
  END LOOP;
END $$;
