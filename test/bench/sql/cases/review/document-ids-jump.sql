-- schema: fleet
-- statement
ALTER SEQUENCE documents_id_seq RESTART WITH 5000000;
SELECT setval('trips_id_seq', (SELECT max(id) FROM trips));
