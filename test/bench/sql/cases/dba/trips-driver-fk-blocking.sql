-- schema: fleet
-- statement
alter table trips add foreign key (driver_id) references drivers;
