-- schema: fleet
-- statement
ALTER TABLE trips
  ADD COLUMN created_by text NOT NULL DEFAULT current_user,
  ADD COLUMN source text NOT NULL DEFAULT lower('API') || '-v' || 2::text;
