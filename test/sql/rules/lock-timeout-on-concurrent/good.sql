set lock_timeout = 0;
set statement_timeout = 0;
create index concurrently orders_note_idx on orders (note);
