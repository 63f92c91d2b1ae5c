-- schema: saas
-- statement
REFRESH MATERIALIZED VIEW CONCURRENTLY tenant_usage;
