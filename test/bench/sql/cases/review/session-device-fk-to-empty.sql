-- schema: saas
-- statement
CREATE TABLE devices (token text PRIMARY KEY, kind text);
ALTER TABLE sessions ADD CONSTRAINT sessions_device FOREIGN KEY (token) REFERENCES devices (token) NOT VALID;
