-- schema: fleet
-- statement
/* first; ALTER TABLE trips DROP COLUMN purpose; /* nested; */ still a comment; */
ALTER TABLE trips ADD COLUMN label text DEFAULT 'a;b''; DROP TABLE trips; --'; -- trailing; comment
COMMENT ON COLUMN trips.label IS $doc$What the driver typed; "$$" is allowed$doc$;
