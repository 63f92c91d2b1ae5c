-- schema: fleet
-- statement
ALTER TABLE permits NO INHERIT documents;
