create index concurrently events_day_idx on events (day);
