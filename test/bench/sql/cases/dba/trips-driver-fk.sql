-- schema: fleet
-- transaction: none
-- note: Two statements, each its own transaction; the driver of every old insert exists.
-- statement
ALTER TABLE trips ADD CONSTRAINT trips_driver_fk FOREIGN KEY (driver_id) REFERENCES drivers (id) NOT VALID;
ALTER TABLE trips VALIDATE CONSTRAINT trips_driver_fk;
