-- schema: fleet
-- statement
ALTER TABLE trips SET LOGGED;
ALTER TABLE vehicles SET TABLESPACE pg_default;
