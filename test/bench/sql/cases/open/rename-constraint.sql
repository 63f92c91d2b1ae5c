-- schema: shop
-- statement
ALTER TABLE customers RENAME CONSTRAINT customers_email_key TO uq_customers_email;
ALTER INDEX orders_reference_idx RENAME TO ix_orders_reference;
