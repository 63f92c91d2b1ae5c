-- The outbox: written in the transaction that changes an order, published by the consumer, which the candidate runs
-- without (CONSUMERS=off). No foreign key to orders on purpose: events outlive the orders that they tell of, and a
-- hot table is spared one more lock and lookup.
CREATE TABLE order_events (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  order_id      bigint      NOT NULL,
  type          text        NOT NULL,
  payload       jsonb       NOT NULL,
  created_at    timestamptz NOT NULL DEFAULT now(),
  published_at  timestamptz
);
-- Only what is still to be published: the index stays as small as the backlog.
CREATE INDEX order_events_unpublished_idx ON order_events (id) WHERE published_at IS NULL;
