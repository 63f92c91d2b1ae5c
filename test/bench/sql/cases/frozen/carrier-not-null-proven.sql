-- schema: shop
-- note: The check was validated by a release before.
-- prelude
alter table orders add constraint orders_carrier_code_present check (carrier_code is not null) not valid;
alter table orders validate constraint orders_carrier_code_present;
-- statement
alter table orders alter column carrier_code set not null;
alter table orders drop constraint orders_carrier_code_present;
