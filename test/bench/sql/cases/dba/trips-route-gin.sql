-- schema: fleet
-- statement
CREATE INDEX IF NOT EXISTS trips_route ON trips USING gin (route jsonb_path_ops);
