-- full_name becomes display_name, still step 1: from here on either column can be written, by old pods and new, and
-- a rollback to v2.2 finds full_name as it left it. Where both change at once, the new column wins.
CREATE FUNCTION users_sync_display_name() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    NEW.display_name := coalesce(NEW.display_name, NEW.full_name);
    NEW.full_name := NEW.display_name;
  ELSIF NEW.display_name IS DISTINCT FROM OLD.display_name THEN
    NEW.full_name := NEW.display_name;
  ELSIF NEW.full_name IS DISTINCT FROM OLD.full_name THEN
    NEW.display_name := NEW.full_name;
  END IF;
  RETURN NEW;
END
$$;

-- Only statements that name one of the columns pay for it. BEFORE, so that NOT NULL on full_name sees the result.
CREATE TRIGGER users_sync_display_name
  BEFORE INSERT OR UPDATE OF full_name, display_name ON users
  FOR EACH ROW EXECUTE FUNCTION users_sync_display_name();
