-- schema: saas
-- statement
alter table invoices add constraint invoices_pkey primary key using index invoices_id_idx;
