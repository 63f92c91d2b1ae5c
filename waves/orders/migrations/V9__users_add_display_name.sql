-- full_name becomes display_name, 1 of 4: expand. Nothing writes the new column yet, and nobody reads it.
--   1 expand    this file and V10; v2.3 reads coalesce(display_name, full_name) and writes display_name
--   2 backfill  rows older than V10, in batches, outside of any release
--   3 switch    the release that reads and writes display_name only
--   4 contract  the release after that drops the trigger and full_name
ALTER TABLE users ADD COLUMN display_name text;
