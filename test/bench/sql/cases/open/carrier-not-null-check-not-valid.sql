-- schema: shop
-- prelude
alter table orders add constraint carrier_code_present check (carrier_code is not null) not valid;
-- statement
alter table orders alter column carrier_code set not null;
