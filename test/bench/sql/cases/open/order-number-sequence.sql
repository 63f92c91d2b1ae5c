-- schema: shop
-- statement
CREATE SEQUENCE order_number_seq;
ALTER TABLE orders ADD COLUMN number bigint NOT NULL DEFAULT nextval('order_number_seq');
