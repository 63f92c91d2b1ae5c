-- schema: shop
-- statement
-- the table gets its new shape, the view keeps the old one until every pod is gone
ALTER TABLE coupons RENAME TO discounts;
ALTER TABLE discounts RENAME COLUMN percent TO percentage;
CREATE VIEW coupons AS SELECT code, percentage AS percent FROM discounts;
