-- Nullable and without a default: only the catalogue changes, and the pods of the release before never name it.
ALTER TABLE stock ADD COLUMN counted_at timestamptz;
