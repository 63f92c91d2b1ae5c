alter table orders add column source text not null default 'web';
