-- NOT VALID: new rows are checked from now on, old ones are not read under the lock. No running version can violate
-- it: the old one leaves the column to its default, the new one writes ISO 4217 codes.
ALTER TABLE orders ADD CONSTRAINT orders_currency_iso CHECK (currency ~ '^[A-Z]{3}$') NOT VALID;
