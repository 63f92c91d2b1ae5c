-- schema: saas
-- statement
ALTER TABLE "tenants" ALTER COLUMN "settings" SET DATA TYPE JSONB USING "settings"::jsonb;
