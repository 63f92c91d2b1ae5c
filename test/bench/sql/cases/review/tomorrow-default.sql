-- schema: fleet
-- statement
ALTER TABLE drivers ADD COLUMN review_on date NOT NULL DEFAULT CURRENT_DATE + 30, ADD COLUMN region text COLLATE "C" DEFAULT 'north';
ALTER TABLE drivers ALTER COLUMN rating SET DEFAULT random();
