alter table orders add column source text not null;
