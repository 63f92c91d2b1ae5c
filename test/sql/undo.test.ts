// The SQL that reverts a file, and files that SQL alone cannot revert.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anyApplier } from '../../src/sql/applier.ts'
import { lint } from '../../src/sql/lint.ts'
import { loadParser } from '../../src/sql/parser.ts'
import { undoOf } from '../../src/sql/rollback/index.ts'

const parser = await loadParser()

function undoFor(sql: string): readonly string[] | undefined {
  const files = sql.split('--next\n').map((text, at) => ({ path: `V${at + 1}.sql`, text }))
  const { files: judged, isNew } = lint(parser, { files, tool: anyApplier, limits: 'set', server: 16 })
  const file = judged.at(-1)
  assert.ok(file !== undefined)
  return undoOf(file, isNew(files.length - 1), 16)
}

const columns = Array.from({ length: 20 }, (_, index) => index)

/** `--next` starts another migration. */
const cases: readonly (readonly [sql: string, undo: readonly string[] | undefined])[] = [
  ['create table t (a int); create index t_a on t (a);', ['DROP INDEX CONCURRENTLY t_a', 'DROP TABLE t']],
  ['create unique index concurrently "T a" on shop.t (a)', ['DROP INDEX CONCURRENTLY shop."T a"']],
  ['create index if not exists t_a on t (a)', undefined],
  ['create index on t (a)', undefined],
  ['create table if not exists t (a int)', undefined],
  ['create or replace view v as select 1', undefined],
  ['create materialized view v as select 1', ['DROP MATERIALIZED VIEW v']],
  ['create materialized view if not exists v as select 1', undefined],
  ['create trigger sync before insert on only_orders execute function f()', ['DROP TRIGGER sync ON only_orders']],
  [
    'alter table only shop.t add column a int default (1 + 2), add constraint c check (a > 0), alter column b set not null',
    [
      'ALTER TABLE shop.t ALTER COLUMN b DROP NOT NULL',
      'ALTER TABLE shop.t DROP CONSTRAINT c',
      'ALTER TABLE shop.t DROP COLUMN a',
    ],
  ],
  ['alter table t add check (a > 0)', undefined],
  ['alter table t validate constraint c; comment on table t is $$x$$; set lock_timeout = 1', []],
  ['alter table shop.t rename to u', ['ALTER TABLE shop.u RENAME TO t']],
  ['alter table t rename a to b', ['ALTER TABLE t RENAME COLUMN b TO a']],
  ['alter table t rename column a to b', ['ALTER TABLE t RENAME COLUMN b TO a']],
  ['alter table t rename constraint a to b', ['ALTER TABLE t RENAME CONSTRAINT b TO a']],
  ['alter table t enable row level security', ['ALTER TABLE t DISABLE ROW LEVEL SECURITY']],
  ['alter table t drop column a', undefined],
  ['alter table t alter column a type bigint', undefined],
  ['alter table t alter a drop default', undefined],
  ['create table t (a int); insert into t values (1)', undefined],
  ['drop table t', undefined],
  ['drop table if exists t', undefined],
  // Any number of commands.
  [
    `alter table t ${columns.map((column) => `add column c${column} int`).join(', ')}`,
    columns.map((column) => `ALTER TABLE t DROP COLUMN c${column}`).reverse(),
  ],
  // Names are quoted as in SQL, in the schema that the statement names.
  ['create table "user" (a int)', ['DROP TABLE "user"']],
  ['create table "a.b" (c int)', undefined],
  [
    'create table public.t (a int); create index t_a on public.t (a)',
    ['DROP INDEX CONCURRENTLY public.t_a', 'DROP TABLE public.t'],
  ],
  ['set search_path = shop; create table t (a int)', ['DROP TABLE shop.t']],
  ['create table ${schema}.t (a int)', undefined],
  // Facts from earlier files.
  [
    'create table t (a int);\n--next\nalter table t add constraint t_pkey primary key (a)',
    ['ALTER TABLE t DROP CONSTRAINT t_pkey', 'ALTER TABLE t ALTER COLUMN a DROP NOT NULL'],
  ],
  ['alter table t add constraint t_pkey primary key (a)', undefined],
  ['create table t (a int not null);\n--next\nalter table t alter a set not null', []],
  [
    "create table t (a text default 'x');\n--next\nalter table t alter a drop default",
    ["ALTER TABLE t ALTER COLUMN a SET DEFAULT 'x'"],
  ],
  ['create table t (a int) partition by range (a);\n--next\ncreate index t_a on t (a)', ['DROP INDEX t_a']],
  ['create table t (a int);\n--next\nalter table t replica identity full', ['ALTER TABLE t REPLICA IDENTITY DEFAULT']],
  // Conditional statements, and statements with unknown effects.
  ['do $$ begin create table t (a int); end $$', undefined],
  ['select some_function()', undefined],
  ["select set_config('search_path', '', false)", []],
  ['alter tabel t', undefined],
]

for (const [sql, undo] of cases) test(sql, () => assert.deepEqual(undoFor(sql), undo))
