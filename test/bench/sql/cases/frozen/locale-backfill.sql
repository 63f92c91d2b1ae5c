-- schema: saas
-- statement
UPDATE users SET locale = 'en-GB' WHERE locale = 'en';
