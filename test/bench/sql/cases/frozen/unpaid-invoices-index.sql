-- schema: saas
-- statement
CREATE INDEX ix_invoices_unpaid ON invoices (issued_on) WHERE paid_at IS NULL;
