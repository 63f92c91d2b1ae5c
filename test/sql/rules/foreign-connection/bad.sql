create foreign data wrapper billing;
create server billing_db foreign data wrapper billing;
