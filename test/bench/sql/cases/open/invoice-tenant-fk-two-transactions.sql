-- schema: saas
-- transaction: none
-- statement
ALTER TABLE invoices ADD CONSTRAINT invoices_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants (id) NOT VALID;
ALTER TABLE invoices VALIDATE CONSTRAINT invoices_tenant_id_fkey;
