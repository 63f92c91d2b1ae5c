-- schema: fleet
-- transaction: none
-- statement
CREATE PROCEDURE fill_stops() LANGUAGE plpgsql AS $$
DECLARE
  last_id bigint := 0;
  filled integer;
BEGIN
  LOOP
    UPDATE trips SET stops = coalesce(stops, 0) WHERE id > last_id AND id <= last_id + 50000;
    GET DIAGNOSTICS filled = ROW_COUNT;
    EXIT WHEN filled = 0;
    last_id := last_id + 50000;
    COMMIT;
  END LOOP;
END $$;
CALL fill_stops();
DROP PROCEDURE fill_stops();
