-- schema: shop
-- statement
--liquibase formatted sql

--changeset anna:2026-03-01-1
--comment: the carrier is always known; see the ticket
UPDATE public.orders SET carrier_code = 'dhl' WHERE carrier_code IS NULL;
ALTER TABLE public.orders ALTER COLUMN carrier_code SET NOT NULL;
--rollback ALTER TABLE public.orders ALTER COLUMN carrier_code DROP NOT NULL;
