-- schema: saas
-- statement
alter table invoices drop constraint invoices_amount_check;
