-- schema: saas
-- statement
ALTER TABLE users
  ADD COLUMN search tsvector GENERATED ALWAYS AS (to_tsvector('simple', coalesce(display_name, '') || ' ' || email)) STORED;
