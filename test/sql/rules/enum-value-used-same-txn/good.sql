create type return_status as enum ('open', 'done');
alter table orders add column return_status return_status default 'done';
