create type return_status as enum ('open');
alter type return_status add value 'done';
alter table orders add column return_status return_status default 'done';
