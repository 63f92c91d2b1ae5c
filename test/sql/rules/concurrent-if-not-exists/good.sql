drop index concurrently if exists orders_note_idx;
create index concurrently orders_note_idx on orders (note);
