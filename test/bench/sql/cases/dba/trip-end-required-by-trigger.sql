-- schema: fleet
-- statement
CREATE FUNCTION trips_need_stops() RETURNS trigger LANGUAGE plpgsql AS $fn$
BEGIN
  IF NEW.stops IS NULL THEN
    RAISE EXCEPTION 'stops is required' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$fn$;
CREATE TRIGGER trips_need_stops BEFORE INSERT ON trips FOR EACH ROW EXECUTE FUNCTION trips_need_stops();
