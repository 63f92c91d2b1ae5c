-- schema: shop
-- note: The whole recipe in one transaction keeps its first lock to the end.
-- statement
ALTER TABLE orders ADD CONSTRAINT carrier_code_present CHECK (carrier_code IS NOT NULL) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT carrier_code_present;
ALTER TABLE orders ALTER COLUMN carrier_code SET NOT NULL;
ALTER TABLE orders DROP CONSTRAINT carrier_code_present;
