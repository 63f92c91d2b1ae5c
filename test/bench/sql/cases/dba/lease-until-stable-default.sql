-- schema: fleet
-- statement
ALTER TABLE vehicles ADD COLUMN lease_until timestamptz NOT NULL DEFAULT (date_trunc('day', now()) + interval '3 years');
