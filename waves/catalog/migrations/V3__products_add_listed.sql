-- Products can be hidden before they are sold. A constant default: no row is rewritten, and the version that still
-- serves inserts products that are listed, as before.
ALTER TABLE products ADD COLUMN listed boolean NOT NULL DEFAULT true;
