// What leaves the walls of the application's database, in every spelling; and what only looks like it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findingsIn } from './fixtures.ts'

const ids = [
  'alter-system',
  'definer-search-path',
  'foreign-connection',
  'grant-administrator',
  'grant-predefined-role',
  'role-attribute',
  'role-left-set',
  'server-file',
  'untrusted-language',
  'wavec-ledger',
]

function found(sql: string, tool?: string): readonly string[] {
  const codes = findingsIn(`${sql};`, tool === undefined ? {} : { tool }).map(({ code }) => code.slice('sql/'.length))
  return [...new Set(codes.filter((code) => ids.includes(code)))].sort()
}

const reached: readonly (readonly [id: string, ...sql: readonly string[]])[] = [
  [
    'alter-system',
    'alter system reset all',
    'select pg_reload_conf()',
    'do $$ begin perform pg_catalog.pg_reload_conf(); end $$',
  ],
  [
    'definer-search-path',
    'create procedure p() language plpgsql security definer as $$ begin end $$',
    "create or replace function f() returns trigger security definer language plpgsql set work_mem = '1MB' as $$ begin return new; end $$",
    'alter function f() security definer',
    "create function f() returns int language sql set search_path = a as 'select 1'; create or replace function f() returns int language sql security definer as 'select 1'",
  ],
  [
    'foreign-connection',
    'create extension if not exists postgres_fdw',
    'create extension dblink with schema public',
    'create extension oracle_fdw',
    "create subscription s connection 'host=db' publication p",
    "select * from dblink('dbname=billing', 'select 1') as t(a int)",
    "do $$ begin perform public.dblink_exec('billing', 'select 1'); end $$",
  ],
  [
    'grant-administrator',
    'grant pg_read_server_files, app to app',
    'grant pg_write_server_files to app with admin option',
    'create role x in role pg_execute_server_program',
    'create user x in group pg_read_server_files',
    'alter group pg_read_server_files add user app',
    'grant rds_superuser to app',
    "do $$ begin execute 'grant pg_execute_server_program to app'; end $$",
  ],
  [
    'grant-predefined-role',
    'grant pg_write_all_data to app',
    'grant pg_signal_backend to app',
    'grant pg_of_a_later_version to app',
  ],
  [
    'role-attribute',
    'alter role app superuser',
    'alter user app with login bypassrls',
    'create user x createrole',
    'alter role current_user replication',
    'create group x superuser',
    "do $$ begin if true then execute format('alter role %I superuser', current_user); end if; end $$",
    'create procedure p() language plpgsql as $$ begin alter role app superuser; end $$',
  ],
  [
    'role-left-set',
    'set session role app',
    'set session authorization app',
    "set role 'app'; select 1",
    'reset role; set role app',
    'set role app; reset session authorization',
  ],
  [
    'server-file',
    "copy orders from '/var/lib/orders.csv' csv",
    "copy (select 1) to '/tmp/one'",
    "copy orders from program 'curl http://example.com'",
    "select pg_read_file('/etc/passwd')",
    "select pg_catalog.pg_read_binary_file('PG_VERSION')",
    "insert into orders (note) select pg_read_file('/etc/passwd')",
    "select * from pg_ls_dir('.')",
    "select lo_import('/etc/passwd')",
    "select lo_export(16400, '/tmp/key')",
    'create extension file_fdw',
    'create server files foreign data wrapper file_fdw',
    "create view passwords as select pg_read_file('/etc/passwd') as text",
    'select U&"\\0070g_read_file"(\'/etc/passwd\')',
    "do $$ declare t text; begin t := pg_read_file('/etc/passwd'); end $$",
    "create function f() returns text language plpgsql as $$ begin return pg_read_file('/etc/passwd'); end $$",
    "create function f() returns text language plpgsql as $$ begin if pg_stat_file('a') is null then return ''; end if; return 'a'; end $$",
    "alter table orders add column t text default pg_read_file('/etc/passwd')",
  ],
  [
    'untrusted-language',
    "create function f() returns int language plpython3u as 'return 1'",
    "create function f() returns int language c as 'lib', 'f'",
    'create extension plperlu',
    'create language plpython3u',
    'create extension hstore_plpython3u',
    'create language mine handler mine_call',
    'do language plpython3u $$ import os $$',
  ],
  [
    'wavec-ledger',
    "delete from wavec.migration where id = '1'",
    "update wavec.migration m set state = 'applied' from orders o",
    "insert into wavec.migration (id) values ('2')",
    'with gone as (delete from wavec.statement returning 1) select * from gone',
    'truncate orders, wavec.attempt',
    'drop table if exists wavec.migration',
    'drop schema wavec cascade',
    'alter schema wavec rename to old',
    'alter schema wavec owner to app',
    'alter table wavec.migration disable trigger all',
    'alter table wavec.migration rename to old',
    'alter table wavec.migration set schema public',
    'create trigger t before insert on wavec.migration for each row execute function f()',
    'create rule r as on insert to wavec.migration do instead nothing',
    'grant all on wavec.migration to public',
    'grant all on all tables in schema wavec to public',
    'revoke usage on schema wavec from migrator',
    'lock table wavec.migration',
    "copy wavec.migration from '/tmp/x'",
    'discard all',
    'do $$ begin perform pg_advisory_unlock_all(); end $$',
    'set search_path = wavec; delete from migration',
  ],
]

for (const [id, ...statements] of reached)
  for (const sql of statements)
    test(`sql/${id}: ${sql}`, () => {
      assert.ok(found(sql).includes(id), found(sql).join(', '))
    })

const within = [
  'create role reporting login nosuperuser nocreaterole nobypassrls noreplication',
  'alter role app nosuperuser',
  'create role x createdb in role app',
  'grant pg_monitor to app',
  'grant app to app',
  'revoke pg_read_all_data from app',
  'copy orders to stdout',
  "insert into orders (note) values ('pg_read_file(''/etc/passwd'')')",
  'create extension pgcrypto; create extension plpgsql; create extension postgis',
  'create function f() returns int language plpgsql as $$ begin return 1; end $$',
  "create function f() returns int language sql security definer set search_path = '' as 'select 1'",
  "create function f() returns int language sql security definer as 'select 1'; alter function f() set search_path = public, pg_temp",
  'create function f() returns int language sql security definer begin atomic select 1; end',
  'set local role app',
  'set role app; create table a (); reset role',
  'set role app; set role none',
  'set session authorization default',
  'select count(*) from wavec.migration',
  'insert into orders (note) select id from wavec.migration',
  'create view releases as select id from wavec.migration',
  'grant connect on database wavec to app',
  'drop table if exists wavec',
  'grant select on wavec to app',
  "select pg_advisory_unlock(1), pg_relation_size('orders')",
  'set local search_path = public',
]

for (const sql of within) test(`within the walls: ${sql}`, () => assert.deepEqual(found(sql), []))

test('wavec and Flyway restore the role after a file, so only another session authorization is left', () => {
  for (const tool of ['sql', 'flyway']) {
    assert.deepEqual(found('set role app', tool), [])
    assert.deepEqual(found('set session authorization app', tool), ['role-left-set'])
  }
})

test('a comment with a reason answers each of them', () => {
  for (const [id, sql] of reached)
    assert.deepEqual(
      found(`-- wavec:ignore sql/${id} asked for by the platform team\n${sql}`).filter((code) => code === id),
      [],
      id,
    )
})
