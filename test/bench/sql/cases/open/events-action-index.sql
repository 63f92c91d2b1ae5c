-- schema: saas
-- statement
CREATE INDEX audit_events_action_idx ON audit_events (action);
