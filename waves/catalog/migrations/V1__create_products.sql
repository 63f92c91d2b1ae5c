-- The catalogue: one row a product, and what can be bought of it. New tables, so nobody waits for a lock.
CREATE TABLE products (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  slug         text        NOT NULL,
  title        text        NOT NULL,
  description  text        NOT NULL DEFAULT '',
  created_at   timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT products_slug_key UNIQUE (slug)
);

CREATE TABLE variants (
  sku          text        PRIMARY KEY,
  product_id   bigint      NOT NULL,
  price_cents  bigint      NOT NULL,
  CONSTRAINT variants_product_fk FOREIGN KEY (product_id) REFERENCES products (id),
  CONSTRAINT variants_price_not_negative CHECK (price_cents >= 0)
);
CREATE INDEX variants_product_idx ON variants (product_id);
