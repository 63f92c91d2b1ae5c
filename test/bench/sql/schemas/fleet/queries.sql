-- What the version that is running while the migration is applied asks for.

-- vehicle
select id, plate, vin, state, battery, odometer, colour, model, labels, insured from vehicles where id = 4711;
-- vehicle-by-contact
select id, plate, notes, engine_code, warranty_until from vehicles where contact = 'garage4711@example.com';
-- register
insert into vehicles (depot_id, plate, vin, maker) values (3, 'F-NEW-1', '0000000000NEW0001', 'Maker 1');
-- service
update vehicles set serviced_at = now(), battery = 100, odometer = odometer + 12.5 where id = 4711;
-- to-workshop
update vehicles set state = 'workshop' where plate = 'F-4711';
-- fleet-list
select id, plate, state, colour from vehicle_list where id = 4711;
-- driver
select * from drivers where id = '00000000-0000-4000-8000-000000004711';
-- hire
insert into drivers (full_name, licence_number) values ('New Driver', 'L-NEW-1')
on conflict (licence_number) do update set full_name = excluded.full_name returning id;
-- seen
update drivers set last_seen_from = '10.2.3.5', rating = 4.5, status = 'on leave' where id = '00000000-0000-4000-8000-000000004711';
-- trip
select id, vehicle_id, started_at, ended_at, distance, purpose, stops from trips where id = 4711;
-- start-trip
insert into trips (vehicle_id, driver_id) values (4711, '00000000-0000-4000-8000-000000004711');
-- end-trip
update trips set ended_at = now(), distance = 12.345, stops = 0 where id = 4711;
-- cost
select cost from billing.trip_costs where id = 4711;
-- trips-of-vehicle
select trip_count(4711);
-- reading
select recorded_at, speed from telemetry.readings where vehicle_id = 4711;
-- record
insert into telemetry.readings (vehicle_id, recorded_at, speed) values (4711, '2025-06-01 00:00Z', 61);
-- record-late
insert into telemetry.readings (vehicle_id, recorded_at, speed) values (4711, '2027-06-01 00:00Z', 61);
-- documents
select id, title from documents where vehicle_id = 4711;
-- upload
insert into documents (vehicle_id, title) values (4711, 'Insurance');
-- mileage
select total from depot_mileage where depot_id = 3;
-- receipt
select nextval('billing.receipt_numbers');
