-- schema: saas
-- statement
CREATE PUBLICATION people FOR TABLE users, tenants;
