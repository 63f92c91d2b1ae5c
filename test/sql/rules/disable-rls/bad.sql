alter table accounts disable row level security;
