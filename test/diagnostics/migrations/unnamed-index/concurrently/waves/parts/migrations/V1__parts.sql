create index concurrently on parts (id);
