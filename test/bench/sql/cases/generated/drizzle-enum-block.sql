-- schema: saas
-- statement
DO $$ BEGIN
 CREATE TYPE "public"."member_kind" AS ENUM('person', 'robot');
EXCEPTION
 WHEN duplicate_object THEN null;
END $$;
--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "kind" "member_kind" DEFAULT 'person' NOT NULL;
