insert into users (email, name) values ('q@x', 'a name that is rather long for it');
