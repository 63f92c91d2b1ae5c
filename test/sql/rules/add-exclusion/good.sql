create table bookings (slot integer not null, exclude (slot with =));
