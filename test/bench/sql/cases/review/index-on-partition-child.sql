-- schema: saas
-- statement
CREATE INDEX audit_events_2025_payload ON audit_events_2025 USING gin (payload);
