-- schema: shop
-- statement
--liquibase formatted sql
--changeset anna:2026-03-02-1 splitStatements:true endDelimiter:;
ALTER TABLE public.orders ADD priority SMALLINT DEFAULT 0 NOT NULL;
--rollback ALTER TABLE public.orders DROP COLUMN priority;
