-- schema: fleet
-- statement
-- only a wider limit: metadata, they said
ALTER TABLE vehicles ALTER COLUMN model TYPE varchar(120);
