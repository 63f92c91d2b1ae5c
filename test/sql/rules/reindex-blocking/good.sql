reindex table concurrently orders;
