-- schema: shop
-- note: Nothing is scanned, but whoever signs up leaves no phone number.
-- statement
ALTER TABLE customers ADD CONSTRAINT phone_present CHECK (phone IS NOT NULL) NOT VALID;
