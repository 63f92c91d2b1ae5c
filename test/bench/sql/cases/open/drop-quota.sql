-- schema: saas
-- statement
drop function quota(text);
