alter table events detach partition events_1 concurrently;
