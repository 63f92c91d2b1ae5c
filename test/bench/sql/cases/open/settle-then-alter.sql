-- schema: saas
-- prelude
alter table invoices add constraint invoices_tenant_fkey foreign key (tenant_id) references tenants (id) deferrable initially deferred not valid;
-- statement
UPDATE invoices SET tenant_id = '00000000-0000-4000-8000-000000000002' WHERE id = 1;
ALTER TABLE invoices ADD COLUMN due_on date;
