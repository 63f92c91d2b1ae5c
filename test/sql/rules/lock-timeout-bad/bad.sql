set local lock_timeout = '1min';
alter table orders add column gift text;
