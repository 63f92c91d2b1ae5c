-- schema: saas
-- note: A policy that lets everybody through, before the real one.
-- statement
create policy invoices_everybody on invoices using (true) with check (true);
alter table invoices enable row level security;
