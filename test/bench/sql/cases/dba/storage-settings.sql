-- schema: fleet
-- statement
ALTER TABLE trips ALTER COLUMN route SET STORAGE EXTERNAL;
ALTER TABLE trips ALTER COLUMN purpose SET STATISTICS 500;
ALTER TABLE trips ALTER COLUMN route SET COMPRESSION pglz;
ALTER TABLE trips SET (autovacuum_vacuum_scale_factor = 0.02);
