-- schema: fleet
-- statement
ALTER TABLE PUBLIC.TRIPS ADD COLUMN REMARK TEXT;
ALTER TABLE ONLY "public"."trips" ADD COLUMN "Remark" text, ADD COLUMN "a;b" integer DEFAULT 0;
