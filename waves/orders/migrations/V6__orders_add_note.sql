-- What the customer wants the courier to know. Nullable and without a default: the catalogue changes, no row does.
ALTER TABLE orders ADD COLUMN note text;
