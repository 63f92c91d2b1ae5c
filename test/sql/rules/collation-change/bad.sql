alter table users alter column email type text collate "C";
