-- schema: saas
-- statement
-- GDPR: everything of the old company
DELETE FROM invoices WHERE issued_on <= current_date AND id > 200000;
