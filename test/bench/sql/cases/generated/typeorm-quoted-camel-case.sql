-- schema: saas
-- statement
ALTER TABLE "users" ADD "lastLoginIp" character varying(45);
ALTER TABLE "users" ADD "isActive" boolean NOT NULL DEFAULT true;
CREATE TABLE "Users" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "tenantId" uuid NOT NULL, CONSTRAINT "PK_a3ffb1c0c8416b9fc6f907b7433" PRIMARY KEY ("id"));
CREATE INDEX "IDX_Users_tenantId" ON "Users" ("tenantId");
ALTER TABLE "Users" ALTER COLUMN "tenantId" TYPE text;
