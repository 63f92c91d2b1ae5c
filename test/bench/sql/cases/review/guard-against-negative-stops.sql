-- schema: fleet
-- statement
CREATE FUNCTION guard_stops() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.stops < 0 THEN RAISE EXCEPTION 'negative stops'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_stops BEFORE INSERT OR UPDATE ON trips FOR EACH ROW EXECUTE FUNCTION guard_stops();
