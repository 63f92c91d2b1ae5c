create table wraps (id bigint primary key);
create index concurrently orders_note_idx on orders (note);
