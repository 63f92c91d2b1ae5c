-- schema: fleet
-- statement
ALTER TABLE U&"tr\0069ps" ADD COLUMN E_1 text DEFAULT E'it\'s; fine' CHECK (length(E_1) < 100) NOT VALID;
