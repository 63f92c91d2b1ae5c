set local lock_timeout = '2s';
set local statement_timeout = '5min';
alter table orders add column gift text;
