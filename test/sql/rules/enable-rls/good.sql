-- wavec:contract after=v2.3.0
alter table orders enable row level security;
