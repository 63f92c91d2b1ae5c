-- schema: saas
-- note: TypeORM.
-- statement
ALTER TABLE "invoices" ADD CONSTRAINT "FK_1f0a7c4fa2a3a1ed7b1e6b4a5c2" FOREIGN KEY ("tenant_id") REFERENCES "tenants"("id") ON DELETE RESTRICT ON UPDATE NO ACTION;
