-- schema: saas
-- statement
ALTER TABLE invoices ALTER COLUMN issued_on DROP DEFAULT;
