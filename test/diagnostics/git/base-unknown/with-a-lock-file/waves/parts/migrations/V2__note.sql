alter table parts add column note varchar(200);
