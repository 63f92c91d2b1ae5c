-- schema: saas
-- statement
ALTER TABLE "users" ADD COLUMN "newsletter_token" TEXT;
