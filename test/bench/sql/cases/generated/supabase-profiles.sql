-- schema: saas
-- statement
create table public.profiles (
  id bigint not null references public.users on delete cascade,
  username text unique,
  primary key (id),
  constraint username_length check (char_length(username) >= 3)
);
alter table public.profiles enable row level security;
create policy "Profiles are viewable by everyone." on profiles for select using (true);
