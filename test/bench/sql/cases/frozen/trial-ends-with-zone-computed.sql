-- schema: saas
-- statement
ALTER TABLE tenants
  ALTER COLUMN trial_ends_at TYPE timestamptz USING trial_ends_at AT TIME ZONE 'Europe/Berlin';
