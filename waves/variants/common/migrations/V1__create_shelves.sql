-- New tables: nobody waits for a lock.
CREATE TABLE shelves (
  id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name  text   NOT NULL,
  CONSTRAINT shelves_name_key UNIQUE (name)
);

CREATE TABLE stock (
  sku       text    PRIMARY KEY,
  shelf_id  bigint  NOT NULL,
  pieces    integer NOT NULL DEFAULT 0,
  CONSTRAINT stock_shelf_fk FOREIGN KEY (shelf_id) REFERENCES shelves (id)
);
CREATE INDEX stock_shelf_idx ON stock (shelf_id);
