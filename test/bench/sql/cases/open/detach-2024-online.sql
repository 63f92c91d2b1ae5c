-- schema: saas
-- transaction: none
-- statement
ALTER TABLE audit_events DETACH PARTITION audit_events_2024 CONCURRENTLY;
