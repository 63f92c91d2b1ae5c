-- schema: shop
-- statement
-- Opaque ids for the public API
ALTER TABLE customers ADD COLUMN public_id uuid NOT NULL DEFAULT gen_random_uuid();
ALTER TABLE customers ADD CONSTRAINT customers_public_id_key UNIQUE (public_id);
