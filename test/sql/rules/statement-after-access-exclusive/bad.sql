alter table users add column nickname text;
create table spent_2025 as select user_id, sum(total) from orders group by user_id;
