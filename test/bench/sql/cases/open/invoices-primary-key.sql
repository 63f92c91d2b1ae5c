-- schema: saas
-- statement
ALTER TABLE invoices ADD PRIMARY KEY (id);
