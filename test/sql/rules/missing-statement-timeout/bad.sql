-- wavec:ignore sql/create-index-blocking orders is small in every database
create index orders_note_idx on orders (note);
