-- schema: saas
-- prelude
create unique index concurrently invoices_number_uidx on invoices (number);
-- statement
alter table invoices add constraint invoices_number_key unique using index invoices_number_uidx;
