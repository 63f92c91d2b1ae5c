create index events_day_idx on only events (day);
