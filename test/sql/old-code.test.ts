// Statements that keep every table as it is, but change what code of the previous release reads or writes. The server
// shows the difference, so none of them may be classified as safe.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Client } from 'pg'
import { anyApplier } from '../../src/sql/applier.ts'
import { lint } from '../../src/sql/lint.ts'
import { loadParser } from '../../src/sql/parser.ts'
import { rollbackOf } from '../../src/sql/rollback/index.ts'
import type { Rollback } from '../../src/sql/rollback/verdict.ts'
import { clientOf, majors, missingMajors, server } from '../support/postgres.ts'
import { before } from './fixtures.ts'
import { templateOf } from './servers.ts'

const parser = await loadParser()

/** The schema of the previous release. */
const released = `
create table people (id bigint primary key, full_name text, display_name text, tags text[]);
create function fill() returns trigger language plpgsql as $$ begin new.display_name := new.full_name; return new; end $$;
create trigger people_fill before insert or update on people for each row execute function fill();
alter table people enable row level security;
create policy everybody on people using (true);
create table logs (id bigint, note text);
create table logs_old (id bigint, note text);
create table heirs (id bigint, note text) inherits (logs);
create table doubled (id bigint, twice bigint generated always as (id * 2) stored);
create table numbered (id bigint not null, note text);
create view names as select id, full_name from people;
create domain short as text;
create table shorts (id bigint, word short);
create sequence tickets;
create publication feed for table people;
insert into people values (1, 'Ada', null, '{}'), (2, 'Bob', null, '{}');
insert into logs values (1, 'x');
insert into logs_old values (2, 'y');
insert into heirs values (3, 'z');
insert into numbered values (1, 'x');
grant select, insert, update, delete on people, logs, logs_old, heirs, doubled, numbered, names, shorts to app;
grant select on sequence tickets to app;
`

type Case = readonly [sql: string, old: string, verdict: Rollback['verdict'], ...way: readonly string[]]

/** Old code behaves differently after the statement. */
const cases: readonly Case[] = [
  [
    'alter table people disable trigger people_fill;',
    "insert into people values (3, 'Cy') returning display_name",
    'data-dependent',
  ],
  [
    'alter table people disable trigger user;',
    "insert into people values (3, 'Cy') returning display_name",
    'data-dependent',
  ],
  [
    'alter table people enable replica trigger people_fill;',
    "insert into people values (3, 'Cy') returning display_name",
    'data-dependent',
  ],
  ['alter policy everybody on people using (false);', 'select id from people', 'data-dependent'],
  [
    'create policy own on people as restrictive using (id = 1);',
    'select id from people',
    'reversible',
    'DROP POLICY own ON people;',
  ],
  [
    'drop policy everybody on people; create policy few on people using (id = 1);',
    'select id from people',
    'data-dependent',
  ],
  [
    'alter table people replica identity nothing;',
    "update people set full_name = 'Di' where id = 1 returning id",
    'reversible',
    'ALTER TABLE people REPLICA IDENTITY DEFAULT;',
  ],
  [
    'create rule quiet as on insert to logs do also delete from logs;',
    'with new as (insert into logs values (9) returning id) select id from new',
    'reversible',
    'DROP RULE quiet ON logs;',
  ],
  [
    'alter table logs_old inherit logs;',
    'select id from logs order by id',
    'reversible',
    'ALTER TABLE logs_old NO INHERIT logs;',
  ],
  [
    'alter table heirs no inherit logs;',
    'select id from logs order by id',
    'reversible',
    'ALTER TABLE heirs INHERIT logs;',
  ],
  [
    'alter table numbered alter id add generated always as identity;',
    'insert into numbered values (7) returning id',
    'reversible',
    'ALTER TABLE numbered ALTER COLUMN id DROP IDENTITY;',
  ],
  [
    'alter table doubled alter twice drop expression;',
    'insert into doubled values (2) returning twice',
    'data-dependent',
  ],
  ["alter domain short set default 'new';", 'insert into shorts (id) values (1) returning word', 'data-dependent'],
  [
    'create or replace view names as select id, full_name from people where id = 1;',
    'select id from names',
    'data-dependent',
  ],
  [
    'alter view names set (security_invoker = on); revoke select on people from app;',
    'select id from names',
    'not analysed',
  ],
  ["select setval('tickets', 41);", 'select last_value from tickets', 'data-dependent'],
]

/** Old statements read and write the same as before: `safe` is proven, not a default. */
const unchanged: readonly string[] = [
  'alter table people enable always trigger people_fill;',
  'alter table people replica identity full;',
  'alter table logs set (fillfactor = 70);',
  'alter table logs alter note set storage external;',
  'alter table logs alter note set statistics 500;',
  'create statistics logs_both on id, note from logs;',
  "comment on table logs is 'lines';",
  'alter table numbered alter id add generated by default as identity;',
  'create policy all_logs on logs using (id > 1);',
  'create table fresh (id bigint); create view fresh_view as select id from fresh;',
  'alter index people_pkey set (fillfactor = 70);',
  'alter sequence tickets owned by logs.id;',
]

const probes: readonly string[] = [
  'select id, full_name, display_name from people order by id',
  "insert into people values (3, 'Cy') returning display_name",
  "update people set full_name = 'Di' where id = 1 returning display_name",
  'select id from logs order by id',
  'insert into logs values (9) returning id, note',
  'insert into numbered values (7) returning id',
  'select id from names order by id',
  'select last_value from tickets',
]

function verdictOf(sql: string, major: number): Rollback {
  const texts = [before, released, sql]
  const files = texts.map((text, at) => ({ path: `V${at + 1}.sql`, text }))
  const { files: judged, isNew } = lint(parser, { files, tool: anyApplier, limits: 'set', server: major })
  const [, , file] = judged
  assert.ok(file !== undefined)
  return rollbackOf(file, isNew(2), major)
}

for (const [sql, , verdict, ...way] of cases) {
  test(sql, () => {
    const rollback = verdictOf(sql, 18)
    assert.equal(rollback.verdict, verdict)
    assert.deepEqual('sql' in rollback ? rollback.sql : [], way)
  })
}

for (const sql of unchanged) test(sql, () => assert.equal(verdictOf(sql, 18).verdict, 'safe'))

for (const major of missingMajors) void test.skip(`PostgreSQL ${major} is not installed`)

for (const major of majors) {
  test(`changes for old code on PostgreSQL ${major}`, async (t) => {
    await using client = await clientOf(await server(major), await templateOf(major, released))
    for (const [sql, old, , ...way] of cases) {
      await t.test(sql, async () => {
        const first = await answer(client, [], old)
        assert.notEqual(await answer(client, [sql], old), first)
        if (way.length > 0) assert.equal(await answer(client, [sql, ...way], old), first)
      })
    }
    for (const sql of unchanged) {
      await t.test(sql, async () => {
        for (const old of probes) assert.equal(await answer(client, [sql], old), await answer(client, [], old), old)
      })
    }
  })
}

/** The result of an old statement for the application, or its SQLSTATE. All changes are rolled back. */
async function answer(client: Client, migration: readonly string[], old: string): Promise<string> {
  await client.query('begin')
  try {
    for (const sql of migration) await client.query(sql)
    await client.query('set local role app')
    return await rowsOrState(client, old)
  } finally {
    await client.query('rollback')
  }
}

async function rowsOrState(client: Client, sql: string): Promise<string> {
  try {
    const { rows } = await client.query(sql)
    return JSON.stringify(rows)
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'none'
  }
}
