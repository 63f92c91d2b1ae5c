-- schema: fleet
-- statement
SET LOCAL search_path TO telemetry, public;
CREATE INDEX readings_other_speed ON readings_other (speed);
