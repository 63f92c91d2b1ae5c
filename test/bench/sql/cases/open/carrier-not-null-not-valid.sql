-- schema: shop
-- statement
ALTER TABLE orders ADD CONSTRAINT carrier_code_not_null NOT NULL carrier_code NOT VALID;
