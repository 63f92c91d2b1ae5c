-- schema: fleet
-- statement
ALTER SEQUENCE billing.receipt_numbers RENAME TO receipt_number_seq;
