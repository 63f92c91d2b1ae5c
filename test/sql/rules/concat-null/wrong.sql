-- Rows that the migration should have filled.
select id from orders where id between 1 and 1000 and note is null;
