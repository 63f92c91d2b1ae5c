// Verdicts that need more than a pair of fixtures: similar changes with and without findings.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findingsIn } from './fixtures.ts'

const enable = 'alter table orders enable row level security;'
const open = 'create policy open on orders using (true);'
const swapped = (before: string, drop: string, after: string): string =>
  `create function f(${before}) returns int language sql as 'select 1';\n--next\n${drop}; create function f(${after}) returns int language sql as 'select 1';`

const made = (...texts: readonly string[]): string =>
  `do $$ declare a text := 'x'; b text := 'orders'; begin ${texts.map((text) => `execute ${text};`).join(' ')} end $$;`

/** `--next` starts another migration. */
const verdicts: readonly (readonly [sql: string, ...codes: string[]])[] = [
  // Row level security with policies that allow everything.
  [`${open}\n${enable}`],
  [`${open}\n--next\n${enable}`],
  [`${enable}\n${open}`],
  ['create policy open on orders using (true) with check (true);\n' + enable],
  [
    ['select', 'update', 'delete']
      .map((verb) => `create policy p_${verb} on orders for ${verb} using (true);`)
      .join('') + `create policy p_insert on orders for insert with check (true);${enable}`,
  ],
  [`${open}\nalter table orders force row level security;`],
  [`create policy open on orders for select using (true);\n${enable}`, 'sql/enable-rls'],
  [`create policy open on orders to app using (true);\n${enable}`, 'sql/enable-rls'],
  [`create policy open on orders using (true) with check (total > 9);\n${enable}`, 'sql/enable-rls'],
  [`create policy open on orders using (user_id = 1);\n${enable}`, 'sql/enable-rls'],
  [`create policy open on users using (true);\n${enable}`, 'sql/enable-rls'],
  [`${open}\ncreate policy less on orders as restrictive using (user_id = 1);\n${enable}`, 'sql/enable-rls'],
  [`${open}\nalter policy open on orders using (user_id = 1);\n${enable}`, 'sql/enable-rls'],
  [`${open}\n--next\ndrop policy open on orders;\n${enable}`, 'sql/enable-rls'],
  [`${open}\ncreate policy own on orders using (user_id = 1);\n${enable}\n--next\ndrop policy own on orders;`],
  [`${open}\n${enable}\n--next\ndrop policy open on orders;`, 'sql/enable-rls'],
  // A routine that is recreated for the same calls, and for others.
  [swapped('text', 'drop function f(text)', 'text')],
  [swapped('text', 'drop function f', 'text')],
  [swapped('text', 'drop function f(text)', 'text, int default 1')],
  [swapped('text', 'drop function f(text)', 'text, out int')],
  [swapped('text', 'drop function f(text)', 'text, int'), 'sql/drop-routine-or-view'],
  [swapped('text', 'drop function f', 'text, int'), 'sql/drop-routine-or-view'],
  [swapped('text, int', 'drop function f(text, int)', 'text'), 'sql/drop-routine-or-view'],
  [swapped('text', 'drop function f(text)', 'int'), 'sql/drop-routine-or-view'],
  [swapped('text, int default 1', 'drop function f(text, int)', 'text, int'), 'sql/drop-routine-or-view'],
  // Names that are only known at run time: the name from one text is not the one in another.
  [made("format('create table %I (id int)', a)", "format('drop table %I', b)"), 'sql/drop-table'],
  [made("'create table ' || quote_ident(a) || ' (id int)'", "'drop table ' || quote_ident(b)"), 'sql/drop-table'],
  [made("format('alter table orders add %I int', a)", "format('alter table orders drop %I', b)"), 'sql/drop-column'],
  [made("'create table fresh (id int)'", "'drop table fresh'")],
  // Columns concatenated by ||.
  ["update orders set note = id || ' ' || status where id = 1;"],
  ["update orders set note = coalesce(code, '') || coalesce(note, '') where id = 1;"],
  ["update orders set note = code || ' ' || id where code is not null and id = 1;"],
  ['update orders set note = upper(code) || id::text where id = 1;', 'sql/concat-null'],
  ["update strangers set name = first_name || ' ' || last_name where id = 1;", 'sql/concat-null'],
  [
    'alter table orders add column tags text[];--next\nupdate orders set tags = tags || code_list where id = 1;',
    'sql/backfill-without-sync',
  ],
]

for (const [sql, ...codes] of verdicts) {
  test(sql.replaceAll('\n', ' '), () => {
    const [first = '', second] = sql.split('--next\n')
    const found = second === undefined ? findingsIn(first) : findingsIn(second, { prelude: first })
    const loud = found.filter(({ severity }) => severity !== 'note').map(({ code }) => code)
    assert.deepEqual([...new Set(loud)], codes)
  })
}
