alter policy accounts_all on accounts using (owner = current_user);
