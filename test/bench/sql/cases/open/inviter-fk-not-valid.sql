-- schema: saas
-- statement
alter table users add constraint users_invited_by_fkey foreign key (invited_by) references users (id) not valid;
