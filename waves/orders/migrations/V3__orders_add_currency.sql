-- The shop opens in Switzerland. A constant default is kept in the catalogue: no row is rewritten, and the INSERTs of
-- the version that still serves, which do not name the column, go on working.
ALTER TABLE orders ADD COLUMN currency text NOT NULL DEFAULT 'EUR';
