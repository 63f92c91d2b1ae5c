-- How many the warehouse has; null until the warehouse has told. Nullable, so no row changes.
ALTER TABLE variants ADD COLUMN stock integer;
