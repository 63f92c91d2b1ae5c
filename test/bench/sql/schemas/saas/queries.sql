-- What the version that is running while the migration is applied asks for.

-- tenant
select id, slug, name, plan, seats, settings from tenants where slug = 'tenant-4711';
-- new-tenant
insert into tenants (slug, name) values ('acme-incorporated', 'Acme Incorporated');
-- rename-tenant
update tenants set name = 'Acme', settings = '{"theme": "light"}' where slug = 'tenant-4711';
-- ensure-tenant
insert into tenants (slug, name, plan) values ('tenant-1', 'One', 'enterprise')
on conflict (slug) do update set plan = excluded.plan;
-- user
select * from users where id = 4711;
-- user-by-email
select id, display_name, role, password_digest from users where tenant_id = '00000000-0000-4000-8000-000000000943' and email = 'user4711@example.com';
-- invite
insert into users (tenant_id, email) values ('00000000-0000-4000-8000-000000000943', 'somebody.new@example.com')
on conflict (tenant_id, email) do nothing;
-- change-role
update users set role = 'administrator', display_name = 'Boss' where id = 4711;
-- members
select id, email, role from active_users where tenant_id = '00000000-0000-4000-8000-000000000943';
-- open-session
insert into sessions (token, user_id, expires_at) values ('a-new-token', 4711, now());
-- session
select user_id, ip, user_agent, expires_at from sessions where token = 'e4da3b7fbbce2345d7772b0674a318d5';
-- close-session
delete from sessions where token = 'e4da3b7fbbce2345d7772b0674a318d5';
-- invoice
select id, number, amount_cents, issued_on, paid_at from invoices where id = 4711;
-- bill
insert into invoices (tenant_id, number, amount_cents) values ('00000000-0000-4000-8000-000000000943', 'INV-2000000', 1290);
-- settle
update invoices set paid_at = now() where id = 4711;
-- record-event
insert into audit_events (occurred_at, actor_id, action) values ('2025-06-01', 4711, 'log-out');
-- events-of-actor
select occurred_at, action, payload from audit_events where actor_id = 4711;
-- usage
select users from tenant_usage where tenant_id = '00000000-0000-4000-8000-000000000943';
-- quota
select quota('free');
