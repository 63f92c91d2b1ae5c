-- schema: fleet
-- statement
ALTER TABLE documents ADD CONSTRAINT documents_title_given CHECK (title <> '');
