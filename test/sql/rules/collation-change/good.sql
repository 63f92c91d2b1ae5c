create index concurrently users_email_c_idx on users (email collate "C");
