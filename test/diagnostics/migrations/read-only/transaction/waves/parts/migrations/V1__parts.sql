set transaction isolation level serializable;
set transaction read only;
create table parts (id bigint primary key);
