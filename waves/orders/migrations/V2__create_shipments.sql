-- An order can leave in several parcels. The foreign key locks orders against writes (SHARE ROW EXCLUSIVE) until the
-- commit, so this file holds the table and its own index and nothing else.
CREATE TABLE shipments (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  order_id    bigint      NOT NULL,
  carrier     text        NOT NULL,
  tracking    text,
  shipped_at  timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT shipments_order_fk FOREIGN KEY (order_id) REFERENCES orders (id)
);
CREATE INDEX shipments_order_idx ON shipments (order_id);
