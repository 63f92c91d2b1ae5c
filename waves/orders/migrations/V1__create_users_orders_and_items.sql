-- The first release. All three tables are new, so their keys and indexes cost nothing.
-- What orders_app may do comes from ALTER DEFAULT PRIVILEGES, set once where the roles are made.
CREATE TABLE users (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  email       text        NOT NULL,
  full_name   text        NOT NULL,
  created_at  timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT users_email_key UNIQUE (email)
);

CREATE TABLE orders (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id      bigint      NOT NULL,
  status       text        NOT NULL DEFAULT 'placed',
  total_cents  bigint      NOT NULL,
  placed_at    timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT orders_user_fk FOREIGN KEY (user_id) REFERENCES users (id),
  CONSTRAINT orders_status_known CHECK (status IN ('placed', 'paid', 'shipped', 'cancelled')),
  CONSTRAINT orders_total_not_negative CHECK (total_cents >= 0)
);
-- PostgreSQL indexes no foreign key by itself: without this, "my orders" reads the whole table.
CREATE INDEX orders_user_idx ON orders (user_id, placed_at DESC);

CREATE TABLE order_items (
  order_id          bigint  NOT NULL,
  line              integer NOT NULL,
  sku               text    NOT NULL,
  quantity          integer NOT NULL,
  unit_price_cents  bigint  NOT NULL,
  CONSTRAINT order_items_pkey PRIMARY KEY (order_id, line),
  CONSTRAINT order_items_order_fk FOREIGN KEY (order_id) REFERENCES orders (id),
  CONSTRAINT order_items_quantity_positive CHECK (quantity > 0)
);
