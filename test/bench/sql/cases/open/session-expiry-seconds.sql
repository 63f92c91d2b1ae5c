-- schema: saas
-- statement
alter table sessions alter column expires_at type timestamptz(0);
