-- schema: saas
-- statement
-- sessions live in redis now
DROP TABLE sessions;
