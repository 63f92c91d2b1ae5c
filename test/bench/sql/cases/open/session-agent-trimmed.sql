-- schema: saas
-- statement
alter table sessions alter column user_agent type text using left(user_agent, 400);
