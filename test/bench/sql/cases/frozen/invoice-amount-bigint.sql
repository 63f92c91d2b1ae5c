-- schema: saas
-- statement
-- we hit 21M EUR on a single invoice
ALTER TABLE invoices ALTER COLUMN amount_cents TYPE bigint;
