-- schema: saas
-- prelude
alter table invoices add constraint invoices_tenant_id_fkey foreign key (tenant_id) references tenants (id) not valid;
-- statement
alter table invoices validate constraint invoices_tenant_id_fkey;
