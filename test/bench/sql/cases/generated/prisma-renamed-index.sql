-- schema: saas
-- statement
-- RenameIndex
ALTER INDEX "invoices_tenant_idx" RENAME TO "invoices_tenantId_idx";

-- RenameForeignKey
ALTER TABLE "sessions" RENAME CONSTRAINT "sessions_user_id_fkey" TO "sessions_userId_fkey";
