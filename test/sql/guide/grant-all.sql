-- Gives no right on any table.
GRANT ALL ON DATABASE app TO migrator;
