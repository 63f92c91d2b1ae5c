-- schema: fleet
-- statement
SELECT pg_catalog.set_config('search_path', '', true);
ALTER TABLE ONLY public.trips
    ADD CONSTRAINT trips_driver_fk FOREIGN KEY (driver_id) REFERENCES public.drivers(id);
SET search_path = public;
