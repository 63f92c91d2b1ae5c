alter table seats replica identity using index seats_flight_seat_idx;
create publication sales for table seats;
