-- schema: saas
-- statement
-- pick up the corrected tenant ids
REFRESH MATERIALIZED VIEW tenant_usage;
