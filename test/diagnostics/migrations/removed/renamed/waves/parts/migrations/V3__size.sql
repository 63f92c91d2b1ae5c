alter table parts add column size int;
