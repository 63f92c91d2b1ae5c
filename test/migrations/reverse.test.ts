import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reverseOf } from '../../src/migrations/reverse.ts'
import { splitStatements } from '../../src/migrations/statements.ts'

const cases: readonly (readonly [sql: string, back: readonly string[] | undefined])[] = [
  ['create table t (a int); create index t_a on t (a);', ['drop index concurrently t_a', 'drop table t']],
  ['create unique index concurrently "T a" on shop.t (a)', ['drop index concurrently shop."T a"']],
  ['create index if not exists t_a on t (a)', undefined],
  ['create index on t (a)', undefined],
  ['create table if not exists t (a int)', undefined],
  ['create or replace view v as select 1', undefined],
  ['create materialized view v as select 1', ['drop materialized view v']],
  ['create trigger sync before insert on only_orders execute function f()', ['drop trigger sync on only_orders']],
  [
    'alter table only shop.t add column a int default (1, 2), add constraint c check (a > 0), alter column b set not null',
    [
      'alter table shop.t alter column b drop not null',
      'alter table shop.t drop constraint c',
      'alter table shop.t drop column a',
    ],
  ],
  ['alter table t add check (a > 0)', undefined],
  ['alter table t validate constraint c; comment on table t is $$x$$; set lock_timeout = 1', []],
  ['alter table shop.t rename to u', ['alter table shop.u rename to t']],
  ['alter table t rename a to b', ['alter table t rename column b to a']],
  ['alter table t rename constraint a to b', ['alter table t rename constraint b to a']],
  ['alter table t enable row level security', ['alter table t disable row level security']],
  ['alter table t drop column a', undefined],
  ['alter table t alter column a type bigint', undefined],
  ['alter table t alter a drop default', undefined],
  ['create table t (a int); insert into t values (1)', undefined],
  ['drop table t', undefined],
  [`alter table t ${Array.from({ length: 20 }, (_, index) => `add column c${index} int`).join(', ')}`, undefined],
]

test('what SQL alone takes back, newest first; what it does not is left to people', () => {
  for (const [sql, back] of cases) assert.deepEqual(reverseOf(splitStatements(sql)), back, sql)
})
