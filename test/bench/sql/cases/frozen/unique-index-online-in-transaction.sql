-- schema: saas
-- note: The tool wraps every file in a transaction.
-- statement
CREATE UNIQUE INDEX CONCURRENTLY invoices_number_key ON invoices (number);
