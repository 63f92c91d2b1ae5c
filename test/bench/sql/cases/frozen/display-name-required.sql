-- schema: saas
-- prelude
update users set display_name = split_part(email, '@', 1) where display_name is null;
-- statement
ALTER TABLE "users" ALTER COLUMN "display_name" SET NOT NULL;
