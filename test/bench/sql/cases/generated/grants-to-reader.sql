-- schema: fleet
-- statement
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'fleet_reader') THEN
    CREATE ROLE fleet_reader NOLOGIN;
  END IF;
END $$;
GRANT USAGE ON SCHEMA public, telemetry TO fleet_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA public, telemetry TO fleet_reader;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO fleet_reader;
REVOKE INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public FROM fleet_reader;
DROP OWNED BY fleet_reader;
