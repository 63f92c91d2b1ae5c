create table events_3 (id bigint not null, day integer not null);
alter table events attach partition events_3 for values from (2000) to (3000);
