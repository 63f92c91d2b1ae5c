-- schema: fleet
-- statement
CREATE TABLE shifts (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  driver_id uuid NOT NULL,
  during tstzrange NOT NULL,
  hours smallint CHECK (hours > 0),
  EXCLUDE USING gist (driver_id WITH =, during WITH &&)
);
CREATE INDEX shifts_during ON shifts USING gist (during);
ALTER TABLE shifts ALTER COLUMN hours SET NOT NULL;
