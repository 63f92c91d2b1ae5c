-- schema: shop
-- statement
ALTER TABLE customers ADD COLUMN external_id UUID;
UPDATE customers SET external_id = gen_random_uuid();
ALTER TABLE customers ALTER COLUMN external_id SET NOT NULL;
CREATE UNIQUE INDEX ux_customers_external_id ON customers (external_id);
