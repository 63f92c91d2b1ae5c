create policy accounts_own on accounts as restrictive using (owner = current_user);
