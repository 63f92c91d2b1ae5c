-- schema: fleet
-- statement
REVOKE ALL ON SCHEMA public FROM PUBLIC;
