-- schema: fleet
-- statement
SET statement_timeout = 0;
SET lock_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', true);
SET check_function_bodies = false;
SET default_tablespace = '';
SET default_table_access_method = heap;

CREATE TABLE public.trips_archive (
    id bigint NOT NULL,
    purpose text
);

CREATE SEQUENCE public.trips_archive_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.trips_archive_id_seq OWNED BY public.trips_archive.id;
ALTER TABLE ONLY public.trips_archive ALTER COLUMN id SET DEFAULT nextval('public.trips_archive_id_seq'::regclass);
SELECT pg_catalog.setval('public.trips_archive_id_seq', 1, false);
ALTER TABLE ONLY public.trips_archive ADD CONSTRAINT trips_archive_pkey PRIMARY KEY (id);
CREATE INDEX trips_archive_purpose ON public.trips_archive USING btree (purpose);
SET search_path = public;
