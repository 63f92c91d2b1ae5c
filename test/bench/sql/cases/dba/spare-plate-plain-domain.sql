-- schema: fleet
-- statement
ALTER TABLE vehicles ADD COLUMN spare_plate licence_plate DEFAULT 'none';
