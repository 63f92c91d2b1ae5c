create index orders_note_idx on orders (note);
