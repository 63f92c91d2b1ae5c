-- For "new in the shop". CONCURRENTLY can't run in a transaction, so it stands alone in its file; wavec lets it wait
-- for old transactions, and builds it again if a run was killed halfway.
CREATE INDEX CONCURRENTLY products_newest_idx ON products (created_at DESC) WHERE listed;
