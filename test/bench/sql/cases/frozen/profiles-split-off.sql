-- schema: saas
-- statement
CREATE TABLE user_profiles (
  user_id bigint PRIMARY KEY REFERENCES users (id),
  display_name text,
  locale varchar(10)
);
INSERT INTO user_profiles (user_id, display_name, locale)
SELECT id, display_name, locale FROM users;
