reindex table orders;
