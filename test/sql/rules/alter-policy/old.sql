insert into accounts (id, owner) values (9001, 'o1');
