-- wavec:contract after=v2.3.0
create policy accounts_own on accounts as restrictive using (owner = current_user);
