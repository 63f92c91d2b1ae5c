alter role reader password 'hunter2';
drop table parts;
