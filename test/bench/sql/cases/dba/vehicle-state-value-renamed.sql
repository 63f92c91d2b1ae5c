-- schema: fleet
-- statement
ALTER TYPE vehicle_state RENAME VALUE 'workshop' TO 'in_workshop';
