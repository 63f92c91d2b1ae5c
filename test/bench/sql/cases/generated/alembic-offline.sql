-- schema: shop
-- transaction: none
-- statement
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> 1975ea83b712

ALTER TABLE orders ADD COLUMN vat_rate NUMERIC(5, 4);

CREATE TABLE order_events (
    id BIGSERIAL NOT NULL,
    order_id BIGINT NOT NULL,
    kind VARCHAR(30) NOT NULL,
    PRIMARY KEY (id)
);

CREATE INDEX ix_order_events_order_id ON order_events (order_id);

INSERT INTO alembic_version (version_num) VALUES ('1975ea83b712') RETURNING alembic_version.version_num;

COMMIT;
