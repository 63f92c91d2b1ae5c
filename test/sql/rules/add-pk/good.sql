alter table seats add constraint seats_pkey primary key using index seats_flight_seat_idx;
