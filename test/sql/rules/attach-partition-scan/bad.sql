alter table events attach partition events_2 for values from (1000) to (2000);
