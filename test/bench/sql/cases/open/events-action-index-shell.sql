-- schema: saas
-- statement
CREATE INDEX audit_events_action_idx ON ONLY audit_events (action);
