insert into vehicles (depot_id, plate, vin, battery, odometer, colour, model, maker, labels, contact, notes, engine_code,
  serviced_at, warranty_until, insured)
select i % 20 + 1, 'F-' || i, lpad(i::text, 17, '0'), i % 101, i % 90000, 'white', 'Van ' || i % 70, 'Maker ' || i % 9, '{electric}',
  'Garage' || i || '@example.com', 'nothing to note', i, timestamptz '2025-01-01 00:00Z' + i * interval '1 second',
  timestamptz '2028-01-01 00:00Z', true
from generate_series(1, 1000000) i;

insert into drivers (id, full_name, phone, licence_number, licence_until, hired_at, last_seen_from, rating)
select ('00000000-0000-4000-8000-' || lpad(i::text, 12, '0'))::uuid, 'Driver ' || i, '+49 40 ' || i, 'L' || i, '2030-01-01',
  timestamp '2020-01-01' + i * interval '1 minute', '10.2.3.4', i % 5
from generate_series(1, 1000000) i;

insert into trips (vehicle_id, driver_id, started_at, ended_at, distance, purpose, route, stops)
select i, ('00000000-0000-4000-8000-' || lpad(i::text, 12, '0'))::uuid, timestamptz '2025-01-01 00:00Z' + i * interval '1 second',
  timestamptz '2025-01-01 01:00Z' + i * interval '1 second', i % 300, 'business', '{"from": "A", "to": "B"}', i % 9
from generate_series(1, 1000000) i;

insert into telemetry.readings (vehicle_id, recorded_at, speed, position)
select i, timestamptz '2024-01-01 00:00Z' + i * interval '1 minute', 50, point(53, 10) from generate_series(1, 300000) i;
insert into telemetry.readings (vehicle_id, recorded_at, speed, position)
select i, timestamptz '2025-01-01 00:00Z' + i * interval '1 minute', 50, point(53, 10) from generate_series(1, 300000) i;
insert into telemetry.readings (vehicle_id, recorded_at, speed, position)
select i % 900000, timestamptz '2019-01-01 00:00Z' + i * interval '1 minute', 50, point(53, 10) from generate_series(1, 1000000) i;

insert into documents (vehicle_id, title) select i, 'Registration' from generate_series(1, 1000000) i;
insert into permits (vehicle_id, title, valid_until) select i, 'City permit', '2027-01-01' from generate_series(1, 300000) i;

refresh materialized view depot_mileage;

grant usage on schema telemetry, billing to app;
grant all on all tables in schema telemetry to app;
grant all on all tables in schema billing to app;
grant all on all sequences in schema billing to app;
