alter table users rename to people;
alter table people rename column name to full_name;
create view users as select id, email, full_name as name, age, created_at from people;
