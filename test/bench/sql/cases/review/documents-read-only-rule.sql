-- schema: fleet
-- statement
CREATE RULE documents_read_only AS ON INSERT TO documents DO INSTEAD NOTHING;
