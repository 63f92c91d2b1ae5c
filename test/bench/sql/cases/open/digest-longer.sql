-- schema: saas
-- statement
ALTER TABLE "users" ALTER COLUMN "password_digest" TYPE character varying(255);
