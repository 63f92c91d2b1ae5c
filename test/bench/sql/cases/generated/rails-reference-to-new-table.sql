-- schema: shop
-- statement
CREATE TABLE "warehouses" ("id" bigserial primary key, "name" character varying, "created_at" timestamp(6) NOT NULL, "updated_at" timestamp(6) NOT NULL);
CREATE INDEX "index_warehouses_on_name" ON "warehouses" ("name");
ALTER TABLE "orders" ADD "warehouse_id" bigint;
ALTER TABLE "orders" ADD CONSTRAINT "fk_rails_0e4b53d4d4" FOREIGN KEY ("warehouse_id") REFERENCES "warehouses" ("id");
