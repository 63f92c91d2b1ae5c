-- schema: saas
-- statement
ALTER TABLE ONLY invoices ADD CONSTRAINT invoices_number_key UNIQUE (number);
