-- schema: fleet
-- transaction: none
-- statement
VACUUM (ANALYZE, INDEX_CLEANUP ON) trips;
