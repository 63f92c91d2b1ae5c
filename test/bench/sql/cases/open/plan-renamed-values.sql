-- schema: saas
-- statement
UPDATE tenants SET plan = 'starter' WHERE plan = 'free';
