-- What the shop window reads. Run again whenever this file changes, after all versioned files.
-- New columns go to the end: CREATE OR REPLACE VIEW refuses any other change, and running pods read the others.
CREATE OR REPLACE VIEW product_listing AS
SELECT
  p.id,
  p.slug,
  p.title,
  min(v.price_cents) AS from_price_cents,
  coalesce(sum(v.stock), 0) AS stock
FROM products p
JOIN variants v ON v.product_id = p.id
WHERE p.listed
GROUP BY p.id;
