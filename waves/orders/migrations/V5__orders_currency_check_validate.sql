-- In a file, and so a transaction, of its own: reads every row under SHARE UPDATE EXCLUSIVE, which lets reads and
-- writes pass, whereas together with V4 it would read them under ACCESS EXCLUSIVE.
-- It may take longer than one statement should; the migrate Job's deadline is its bound.
SET LOCAL statement_timeout = 0;
ALTER TABLE orders VALIDATE CONSTRAINT orders_currency_iso;
