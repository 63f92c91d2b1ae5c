-- schema: fleet
-- transaction: none
-- statement
SET lock_timeout = '2s';
CREATE INDEX CONCURRENTLY IF NOT EXISTS vehicles_maker_lower ON vehicles (lower(maker)) WHERE maker IS NOT NULL;
RESET lock_timeout;
