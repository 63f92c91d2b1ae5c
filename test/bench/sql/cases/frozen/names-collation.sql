-- schema: shop
-- statement
alter table customers alter column full_name type varchar(100) collate "C";
