alter table orders add column gift text not null default 'no';
