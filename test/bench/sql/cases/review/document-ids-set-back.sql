-- schema: fleet
-- statement
SELECT setval('public.documents_id_seq', 1, false);
