-- schema: saas
-- statement
alter table users alter column email set statistics 1000;
alter table users set (autovacuum_vacuum_scale_factor = 0.02);
