alter table seats add constraint seats_key unique using index seats_flight_seat_idx;
