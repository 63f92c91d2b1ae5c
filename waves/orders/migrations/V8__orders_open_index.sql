-- The fulfilment screen lists open orders, oldest first, out of millions that are done.
-- Built CONCURRENTLY, so writes go on; that can't run in a transaction, see the .conf file beside this one.
--
-- The build waits for every transaction that is older than itself. With the lock_timeout of ordinary migrations it
-- would give up there and leave an INVALID index behind; the migrate Job's deadline is its bound instead.
SET lock_timeout = 0;
SET statement_timeout = 0;
-- A build that was interrupted leaves an INVALID index, and IF NOT EXISTS would take it for the real one.
DROP INDEX CONCURRENTLY IF EXISTS orders_open_idx;
CREATE INDEX CONCURRENTLY orders_open_idx ON orders (placed_at) WHERE status IN ('placed', 'paid');
-- Flyway runs the next file in the same session.
RESET statement_timeout;
RESET lock_timeout;
