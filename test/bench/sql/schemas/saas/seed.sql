insert into tenants (id, slug, name, plan, seats, settings)
select ('00000000-0000-4000-8000-' || lpad(i::text, 12, '0'))::uuid, 'tenant-' || i, 'Tenant ' || i, 'free', 5, '{"theme": "dark"}'
from generate_series(1, 1000000) i;

insert into users (tenant_id, email, display_name, role, locale, invited_by, password_digest, score)
select ('00000000-0000-4000-8000-' || lpad((i / 5 + 1)::text, 12, '0'))::uuid, 'user' || i || '@example.com', 'User ' || i, 'member', 'en',
  1, md5(i::text), i
from generate_series(1, 1000000) i;

insert into sessions (token, user_id, ip, user_agent, expires_at)
select md5(i::text), i, '10.1.2.3', 'Mozilla/5.0', now() + interval '1 day'
from generate_series(1, 1000000) i;

insert into invoices (tenant_id, number, amount_cents)
select ('00000000-0000-4000-8000-' || lpad(i::text, 12, '0'))::uuid, 'INV-' || i, i
from generate_series(1, 1000000) i;

insert into audit_events (occurred_at, actor_id, action, payload)
select timestamptz '2024-01-01 00:00Z' + i * interval '1 minute', i, 'log-in', '{"ok": true}'
from generate_series(1, 500000) i;
insert into audit_events (occurred_at, actor_id, action, payload)
select timestamptz '2025-01-01 00:00Z' + i * interval '1 minute', i, 'log-in', '{"ok": true}'
from generate_series(1, 500000) i;

insert into audit_events_archive (id, occurred_at, actor_id, action, payload)
select i, timestamptz '2023-01-01 00:00Z' + i * interval '20 seconds', i, 'log-in', jsonb_build_object('ok', true, 'agent', repeat('Mozilla ', 40))
from generate_series(1, 1000000) i;

refresh materialized view tenant_usage;
