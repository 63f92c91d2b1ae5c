-- schema: fleet
-- prelude
CREATE FUNCTION note_status() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER note_status AFTER UPDATE OF phone ON drivers FOR EACH ROW EXECUTE FUNCTION note_status();
-- statement
ALTER TABLE drivers ALTER COLUMN phone TYPE text;
