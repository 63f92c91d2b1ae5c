-- schema: saas
-- statement
/*
  Warnings:

  - Added the required column `region` to the `tenants` table without a default value; this is not possible if the table is not empty.

*/
-- AlterTable
ALTER TABLE "tenants" ADD COLUMN     "region" TEXT NOT NULL,
ADD COLUMN     "vatId" TEXT;
