alter table orders add constraint orders_note_set check (note is not null) not valid;
