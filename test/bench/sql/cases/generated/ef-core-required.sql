-- schema: shop
-- transaction: none
-- statement
START TRANSACTION;
UPDATE customers SET phone = '' WHERE phone IS NULL;
ALTER TABLE customers ALTER COLUMN phone SET NOT NULL;
ALTER TABLE customers ALTER COLUMN phone SET DEFAULT '';
COMMIT;
