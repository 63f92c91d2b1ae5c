-- schema: saas
-- statement
-- DropIndex
DROP INDEX "users_display_name_idx";

-- CreateIndex
CREATE INDEX "users_display_name_role_idx" ON "users"("display_name", "role");
