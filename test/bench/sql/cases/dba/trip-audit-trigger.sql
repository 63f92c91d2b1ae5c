-- schema: fleet
-- statement
CREATE TABLE trip_changes (trip_id bigint, changed_at timestamptz DEFAULT now(), old jsonb, new jsonb);
CREATE FUNCTION log_trip_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  INSERT INTO trip_changes (trip_id, old, new) VALUES (NEW.id, to_jsonb(OLD), to_jsonb(NEW));
  RETURN NULL;
END $$;
CREATE TRIGGER log_trip_change AFTER UPDATE ON trips FOR EACH ROW
  WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION log_trip_change();
