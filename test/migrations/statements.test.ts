// Splits SQL into statements as psql does.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { normaliseQuery } from '../../src/migrations/normalise.ts'
import { offsetOf, placeIn } from '../../src/migrations/place.ts'
import { splitStatements } from '../../src/migrations/statements.ts'
import { tokensOf } from '../../src/migrations/tokens.ts'

const cases: readonly (readonly [string, readonly string[]])[] = [
  ['', []],
  [' ;; -- only a comment\n /* and another */ ;', []],
  ['select 1; select 2', ['select 1', 'select 2']],
  ["select ';', 'it''s;' ; select 2;", ["select ';', 'it''s;'", 'select 2']],
  [String.raw`select E'\';' ; select '\'; select 2`, [String.raw`select E'\';'`, String.raw`select '\'`, 'select 2']],
  ['select $$;$$; select $a$ $$;$b$; $a$; select 3', ['select $$;$$', 'select $a$ $$;$b$; $a$', 'select 3']],
  ['select a$b$; select c$b$', ['select a$b$', 'select c$b$']],
  ['select $1; select 2', ['select $1', 'select 2']],
  ['select 1 /* ; /* ; */ ; */ ; select 2', ['select 1', 'select 2']],
  ['select 1 -- ;\n; select 2', ['select 1', 'select 2']],
  ['select ";" from "a""b;" ; select 2', ['select ";" from "a""b;"', 'select 2']],
  [
    'create rule r as on insert to t do (select 1; select 2); select 3',
    ['create rule r as on insert to t do (select 1; select 2)', 'select 3'],
  ],
  [
    'create or replace function f() returns int language sql begin atomic select case when true then 1 end; select 2; end; select 3',
    [
      'create or replace function f() returns int language sql begin atomic select case when true then 1 end; select 2; end',
      'select 3',
    ],
  ],
  [
    'begin; select 1; end; select case when a then b end; select 2',
    ['begin', 'select 1', 'end', 'select case when a then b end', 'select 2'],
  ],
  ["select 'never closed; select 2", ["select 'never closed; select 2"]],
  ['select /* never closed; select 2', ['select']],
  ['select 1\u00a0; select 2', ['select 1\u00a0', 'select 2']],
  ["select U&'d\\0061t;' ; select B'01;'", ["select U&'d\\0061t;'", "select B'01;'"]],
]

for (const [sql, expected] of cases) {
  test(`splits ${JSON.stringify(sql)}`, () => {
    const statements = splitStatements(sql)
    assert.deepEqual(
      statements.map(({ text }) => text),
      expected,
    )
    for (const { text, start } of statements) assert.equal(sql.slice(start, start + text.length), text)
  })
}

/** Pieces that never end a statement, next to any other piece. */
const piece = fc.oneof(
  fc.constantFrom(
    'select',
    'a$b',
    '1e5',
    '(1; 2)',
    '"x;y"',
    "'it''s;'",
    String.raw`E'a\';b'`,
    '$$ ; $$',
    '$q$ $$; $q$',
    '/* ; /* ; */ */',
    '-- ;\n',
    'ä',
    '$1',
    '::',
    'case',
    'end',
  ),
  fc
    .string({ unit: fc.constantFrom("'", ';', '-', 'a', 'ü', '𝄞', '\n', '$'), maxLength: 8 })
    .map((text) => `'${text.replaceAll("'", "''")}'`),
)

test('statements joined by semicolons are split again', () => {
  fc.assert(
    fc.property(fc.array(fc.array(piece, { minLength: 1, maxLength: 6 }), { maxLength: 6 }), (groups) => {
      const statements = groups.map((pieces) => `x ${pieces.join(' ')}`)
      const found = splitStatements(statements.map((text) => `${text}\n;`).join('\n'))
      assert.equal(found.length, statements.length)
      for (const [index, { text }] of found.entries()) assert.ok(statements[index]?.startsWith(text), text)
    }),
    { numRuns: 500 },
  )
})

test('tokenizing any text ends, and the tokens are in the text in order', () => {
  const any = fc.string({
    unit: fc.constantFrom(
      "'",
      '"',
      ';',
      '-',
      '/',
      '*',
      '$',
      'e',
      'E',
      '\\',
      'a',
      '1',
      '(',
      ')',
      ' ',
      '\n',
      '\u00a0',
      '𝄞',
      '.',
    ),
    maxLength: 60,
  })
  fc.assert(
    fc.property(any, (sql) => {
      let end = 0
      for (const token of tokensOf(sql)) {
        assert.ok(token.start >= end && token.end > token.start && token.end <= sql.length)
        end = token.end
      }
      assert.doesNotThrow(() => splitStatements(sql))
    }),
    { numRuns: 2000 },
  )
})

test('a long file with one huge statement is split in time', () => {
  const sql = `insert into t values ${Array.from({ length: 50_000 }, (_, i) => `(${i}, 'it''s ${i}; -- no comment')`).join(',\n')};\nselect 2;`
  assert.equal(splitStatements(sql).length, 2)
})

test('a normalised query contains no literal', () => {
  const query =
    "select * from \"Users\" -- who\n where mail = 'a@b.c' and n in (1, 2.5, $1) and t = $$secret$$ and e = E'x\\'y' /* z */ and cut = 'half"
  assert.equal(
    normaliseQuery(query),
    'select * from "Users" where mail = ? and n in (?, ?, ?) and t = ? and e = ? and cut = ?',
  )
  fc.assert(
    fc.property(
      fc.stringMatching(/^[a-z]{6,12}$/),
      (secret) => !normaliseQuery(`update t set a = '${secret}' where b = $x$${secret}$x$`).includes(secret),
    ),
  )
})

test('a position of PostgreSQL, in characters, becomes a line and a column', () => {
  const text = "select 'ü𝄞',\r\n\tnope from t"
  const offset = offsetOf(text, 16)
  assert.equal(text.slice(offset, offset + 4), 'nope')
  assert.deepEqual(placeIn(text, offset), { line: 2, column: 2, source: '\tnope from t' })
  assert.deepEqual(placeIn('a\n', 0), { line: 1, column: 1, source: 'a' })
})
