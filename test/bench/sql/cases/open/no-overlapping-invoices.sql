-- schema: saas
-- statement
ALTER TABLE invoices ADD CONSTRAINT one_invoice_a_number EXCLUDE USING btree (number WITH =);
