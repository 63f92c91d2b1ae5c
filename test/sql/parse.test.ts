// Files that contain more than SQL, and the positions of statements in them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anyApplier } from '../../src/sql/applier.ts'
import { lint } from '../../src/sql/lint.ts'
import { parseText } from '../../src/sql/parse.ts'
import { loadParser } from '../../src/sql/parser.ts'
import { readStatement } from '../../src/sql/read/index.ts'

const parser = await loadParser()

/** The text at the position of each statement, and of each unreadable one. */
function pieces(text: string) {
  const { statements, unreadable } = parseText(parser, text)
  return {
    read: statements.map(({ start, end }) => text.slice(start, end)),
    refused: unreadable.map(({ start, end, at }) => [text.slice(start, end), text.slice(at, end)]),
  }
}

const cases: readonly (readonly [
  name: string,
  text: string,
  read: readonly string[],
  refused?: readonly (readonly string[])[],
])[] = [
  ['nothing', '', []],
  ['comments alone', '-- a\n/* b */', []],
  ['a comment before a statement', '-- a\nselect 1;', ['select 1']],
  ['no semicolon at the end', 'select 1; select 2 -- more\n', ['select 1', 'select 2 -- more']],
  ['characters of several bytes', "-- naïve 🙂\nselect 'ü🙂'; select 'ß';", ["select 'ü🙂'", "select 'ß'"]],
  [
    'an error between statements',
    'select 1;\nalter tabel "ü";\nselect 2;',
    ['select 1', 'select 2'],
    [['alter tabel "ü"', 'tabel "ü"']],
  ],
  ['an error after characters of several bytes', "select '🙂', frm where;", [], [["select '🙂', frm where", '']]],
  [
    'psql commands that run other SQL',
    '\\i a.sql\nselect 1;\nselect 2\n\\gexec\n',
    ['select 1', 'select 2'],
    [
      ['\\i a.sql', '\\i a.sql'],
      ['\\gexec', '\\gexec'],
    ],
  ],
  [
    'placeholders',
    'alter table ${schema}.orders add {{ name }} text;',
    ['alter table ${schema}.orders add {{ name }} text'],
  ],
  [
    "psql's variables",
    'alter table :schema.orders add note text;\nselect 1::text;',
    ['alter table :schema.orders add note text', 'select 1::text'],
  ],
  ['meta-commands', "\\set ON_ERROR_STOP on\nselect 1;\n\\echo it's done\n", ['select 1']],
  [
    'data after COPY',
    "copy orders from stdin;\n1\tit's\n2\t$$\n\\.\nselect 1;",
    ['copy orders from stdin', 'select 1'],
  ],
  ['Windows line ends', 'select 1;\r\nselect 2;\r\n', ['select 1', 'select 2']],
  [
    'a semicolon in a body',
    'create function f() returns int language sql begin atomic select 1; end; select 2;',
    ['create function f() returns int language sql begin atomic select 1; end', 'select 2'],
  ],
  ['a quote that is never closed', "select 1; select 'a;", ['select 1'], [["select 'a;", "'a;"]]],
]

for (const [name, text, read, refused = []] of cases) {
  test(name, () => assert.deepEqual(pieces(text), { read, refused }))
}

test('the spans of ALTER TABLE commands and of statements in a body', () => {
  const text = `-- ü
alter table orders add a text check (a in ('x', 'y')), drop column "ö", alter b set not null;
do $$
declare r record;
begin
  -- ü
  for r in select 1 loop
    update orders set a = 'ü' where id = 7;
    perform pg_sleep(1);
    execute 'drop table coupons';
    execute format('drop table %s', x);
  end loop;
end $$;
`
  const actions = parseText(parser, text).statements.flatMap((statement) => readStatement(statement, parser))
  assert.deepEqual(
    actions.map(({ kind, start, end, within }) => [kind, within, text.slice(start, end)]),
    [
      ['add-column', 'top', "alter table orders add a text check (a in ('x', 'y'))"],
      ['drop-column', 'top', 'drop column "ö"'],
      ['set-not-null', 'top', 'alter b set not null'],
      ['query', 'block', 'select 1'],
      ['write', 'loop', "update orders set a = 'ü' where id = 7"],
      ['query', 'loop', 'perform pg_sleep(1)'],
      ['drop', 'loop', 'drop table coupons'],
      ['opaque', 'loop', "format('drop table %s', x)"],
    ],
  )
})

test('the statements of a routine are reported where it is called', () => {
  const files = [
    { path: 'a.sql', text: 'create table orders (id int);' },
    {
      path: 'b.sql',
      text: "create function tidy() returns void language plpgsql as 'begin drop table orders; end';\nselect 1;\nselect tidy();\nselect other();",
    },
  ]
  const { diagnostics } = lint(parser, { files, tool: anyApplier, limits: 'set', server: 16 })
  assert.deepEqual(
    diagnostics.map(({ code, span }) => [code, files[1]?.text.slice(span?.start, span?.end)]),
    [
      ['sql/drop-table', 'select tidy()'],
      ['sql/dynamic-sql-opaque', 'select other()'],
    ],
  )
})

test('an unused ignore comment and one without a reason are reported', () => {
  const text =
    '-- wavec:ignore sql/drop-column nobody reads it\nselect 1;\n\nselect 2;\n-- wavec:ignore sql/drop-table\ndrop table a;\n'
  const { diagnostics } = lint(parser, {
    files: [{ path: 'a.sql', text }],
    tool: anyApplier,
    limits: 'set',
    server: 16,
  })
  assert.deepEqual(diagnostics.map(({ code }) => code).sort(), ['ignore/no-reason', 'ignore/unused', 'sql/drop-table'])
})
