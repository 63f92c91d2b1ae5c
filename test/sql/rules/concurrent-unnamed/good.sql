create index concurrently orders_note_idx on orders (note);
