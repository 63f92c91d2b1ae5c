-- schema: saas
-- statement
-- CreateEnum
CREATE TYPE "Region" AS ENUM ('EU', 'US');

-- AlterTable
ALTER TABLE "tenants" ADD COLUMN     "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "region" "Region" NOT NULL DEFAULT 'EU',
ADD COLUMN     "tags" TEXT[] DEFAULT ARRAY[]::TEXT[];
