-- A product can stand in several categories. The foreign key to products locks it against writes until the commit,
-- hence a file of its own.
CREATE TABLE categories (
  id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  slug   text NOT NULL,
  title  text NOT NULL,
  CONSTRAINT categories_slug_key UNIQUE (slug)
);

CREATE TABLE product_categories (
  product_id   bigint NOT NULL,
  category_id  bigint NOT NULL,
  CONSTRAINT product_categories_pkey PRIMARY KEY (product_id, category_id),
  CONSTRAINT product_categories_product_fk FOREIGN KEY (product_id) REFERENCES products (id),
  CONSTRAINT product_categories_category_fk FOREIGN KEY (category_id) REFERENCES categories (id)
);
CREATE INDEX product_categories_category_idx ON product_categories (category_id);
