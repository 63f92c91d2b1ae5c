alter table orders add column gift text;
update orders set gift = 'no';
