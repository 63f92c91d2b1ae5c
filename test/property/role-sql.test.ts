// No name leaves its place in the SQL that wavec prints or sends: PostgreSQL's grammar reads the same statements for any
// names as for plain ones, with exactly those names in them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { dollarQuoted, identifier, literal } from '../../src/connect/pg-quote.ts'
import { shellWord } from '../../src/diagnostic/shell-word.ts'
import { firstUnprintable } from '../../src/diagnostic/visible.ts'
import { nameProblem, roleSql, type MigratorRole } from '../../src/run/role-sql.ts'
import { loadParser, type RawStatement } from '../../src/sql/parser.ts'
import { run } from '../action/origin.ts'
import { hostileParts } from '../support/hostile.ts'

const parser = await loadParser()
const sqlParts = [
  '"',
  '""',
  "'",
  "''",
  '\\',
  "\\'",
  ';',
  '--',
  '/*',
  '*/',
  '$$',
  '$',
  '$body1$',
  '$body1',
  '$a$',
  'end $$;',
  '; drop role x; --',
  'U&"',
  '\\000A',
  '\\+00000A',
  "E'",
  ':name',
  '%I',
  'é',
  '🙂',
  'Select',
]
const name = fc
  .array(
    fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...sqlParts, ...hostileParts) }, fc.string({ unit: 'binary' })),
    {
      minLength: 1,
      maxLength: 6,
    },
  )
  .map((parts) => parts.join('').replaceAll('\0', '').toWellFormed())
  .filter((text) => text !== '' && Buffer.byteLength(text) <= 63)

const plain = {
  role: 'plain_role',
  owner: 'plain_owner',
  schema: 'plain_schema',
  gate: 'plain_gate',
  reader: 'plain_reader',
}

test('the SQL of the roles is the same statements for any names', () => {
  const expected = statementsOf(roleSql(plain))
  assert.ok(expected.length > 20)
  const keys = ['role', 'owner', 'schema', 'gate', 'reader'] as const
  fc.assert(
    fc.property(fc.uniqueArray(name, { minLength: 5, maxLength: 5 }), (names) => {
      const given = new Map(keys.map((key, at) => [plain[key], names[at] ?? '']))
      const [role = '', owner, schema = '', gate, reader] = names
      const sql = roleSql({ role, owner, schema, gate, reader })
      assert.deepEqual(statementsOf(sql), renamed(expected, given))
      assert.deepEqual(
        sql
          .split('\n')
          .map(firstUnprintable)
          .filter((char) => char !== undefined),
        [],
      )
    }),
    { numRuns: 500 },
  )
})

test('a name that PostgreSQL would cut, reads as every role, or that a printer would change is refused', () => {
  const refused: readonly [keyof MigratorRole, string][] = [
    ['role', ''],
    ['role', 'a'.repeat(64)],
    ['gate', 'é'.repeat(32)],
    ['gate', 'public'],
    ['reader', 'none'],
    ['owner', 'public'],
    ['role', 'pg_migrator'],
    ['schema', 'pg_catalog'],
    ['reader', 'a\nb'],
    ['reader', 'a\u202eb'],
    ['role', '\0'],
  ]
  for (const [what, text] of refused) assert.notEqual(nameProblem(what, text), undefined, JSON.stringify(text))
  for (const text of ['a'.repeat(63), 'g$$h', 'Ada Lovelace', 'a"b', "o'brien"])
    assert.equal(nameProblem('role', text), undefined)
  assert.equal(nameProblem('schema', 'public'), undefined)
})

test('a literal, an identifier and a dollar quote hold exactly their text, on one line unless it is a body', () => {
  const texts = fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\0', '').toWellFormed())
  fc.assert(
    fc.property(fc.oneof(name, texts), (text) => {
      if (text === '') return
      const given = new Map([['plain', text]])
      assert.deepEqual(nodes(`select ${literal(text)}`), renamed(nodes("select 'plain'"), given))
      assert.deepEqual(nodes(`do ${dollarQuoted(text)}`), renamed(nodes("do 'plain'"), given))
      if (Buffer.byteLength(text) > 63) return
      assert.deepEqual(nodes(`select from ${identifier(text)}`), renamed(nodes('select from plain'), given))
    }),
    { numRuns: 2000 },
  )
})

test('a word of the shell is exactly its text', () => {
  const words = fc.array(name, { minLength: 1, maxLength: 4 })
  fc.assert(
    fc.property(words, (texts) => {
      const { exit, output } = run('/', ['sh', '-c', `printf '%s\\0' ${texts.map(shellWord).join(' ')}`])
      assert.deepEqual([exit, output.split('\0').slice(0, -1)], [0, texts])
    }),
    { numRuns: 100 },
  )
})

/** Every statement: of the script, of its DO blocks, and of the comments that show how to remove the roles. */
function statementsOf(sql: string): readonly unknown[] {
  const [, removal = ''] = sql.split('-- To remove the role:\n')
  return [...parsed(sql), ...parsed(removal.replaceAll(/^--/gm, ''))]
}

function parsed(sql: string): readonly unknown[] {
  const bytes = Buffer.from(sql)
  return statementsIn(sql).map(({ node, start, length }) => {
    if (!('DoStmt' in node)) return placeless(node)
    const text = bytes.subarray(start, length === undefined ? undefined : start + length).toString()
    return {
      do: queriesOf(parser.plpgsql(text)).map((query) => nodes(parser.parse(query).ok ? query : `select ${query}`)),
    }
  })
}

function nodes(sql: string): readonly unknown[] {
  return statementsIn(sql).map(({ node }) => placeless(node))
}

function statementsIn(sql: string): readonly RawStatement[] {
  const parsing = parser.parse(sql)
  if (!parsing.ok) throw new Error(`${parsing.message} in ${sql}`)
  return parsing.statements
}

function queriesOf(dump: unknown): readonly string[] {
  if (dump === undefined) throw new Error('the body does not compile')
  if (Array.isArray(dump)) return dump.flatMap(queriesOf)
  if (typeof dump !== 'object' || dump === null) return []
  return Object.entries(dump).flatMap(([key, value]) =>
    key === 'query' && typeof value === 'string' ? [value] : queriesOf(value ?? []),
  )
}

function placeless(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(placeless)
  if (typeof value !== 'object' || value === null) return value
  const fields = Object.entries(value).filter(([key]) => !/^(location|stmt_len|stmt_location)$/.test(key))
  return Object.fromEntries(fields.map(([key, field]) => [key, placeless(field)]))
}

function renamed(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return names.get(value) ?? value
  if (Array.isArray(value)) return value.map((item) => renamed(item, names))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, renamed(field, names)]))
}
