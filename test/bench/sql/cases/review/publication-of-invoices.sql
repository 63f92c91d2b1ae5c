-- schema: saas
-- statement
CREATE PUBLICATION billing FOR TABLE invoices;
