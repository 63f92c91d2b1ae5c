-- schema: saas
-- statement
COMMENT ON COLUMN users.score IS 'fraud score, 0 to 1,000,000';
COMMENT ON TABLE invoices IS 'never delete';
