-- wavec:contract after=v2.3.0
alter policy accounts_all on accounts using (owner = current_user);
