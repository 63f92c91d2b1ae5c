-- schema: fleet
-- statement
ALTER SEQUENCE billing.receipt_numbers CACHE 50;
ALTER SEQUENCE billing.receipt_numbers OWNED BY NONE;
