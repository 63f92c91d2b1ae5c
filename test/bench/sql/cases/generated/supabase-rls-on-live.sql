-- schema: saas
-- statement
alter table public.sessions enable row level security;
create policy "Own sessions" on sessions for select using (user_id::text = current_setting('request.jwt.claim.sub', true));
