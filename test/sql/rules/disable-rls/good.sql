create policy accounts_own on accounts using (owner = current_user);
