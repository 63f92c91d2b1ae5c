// Long files are parsed in pieces, and what is more than wavec reads is a finding and counts as not analysed.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { parseText } from '../../src/sql/parse.ts'
import { piecesOf } from '../../src/sql/pieces.ts'
import { anyApplier, lint, loadParser, newestServer, reversalsBy, summarise, type Parser } from '../../src/sql/index.ts'
import { repository } from '../support/golden.ts'

const parser = await loadParser()
const small = { piece: 40, statementsOfPiece: 3, statements: 8, statementLength: 60, tokensOfStatement: 12 }

test('pieces end at statements, and together are the text up to the limit', () => {
  const text = `-- first\n${Array.from({ length: 8 }, (_, at) => `select ${at}; /* ${at}; */\n`).join('')}`
  const { pieces, tooLarge } = piecesOf(text, small)
  assert.ok(pieces.length > 2)
  assert.deepEqual(tooLarge, [])
  for (const { text: own, start } of pieces) {
    assert.equal(text.slice(start, start + own.length), own)
    assert.match(own, /^select \d;/)
  }
  assert.equal(pieces.map((piece) => piece.text).join(''), text.slice('-- first\n'.length))
})

test('statements after the last that is read are one finding, which counts them', () => {
  const text = 'select 1;\n'.repeat(11)
  const { pieces, tooLarge } = piecesOf(text, small)
  assert.equal(pieces.map((piece) => piece.text).join(''), 'select 1;\n'.repeat(8))
  assert.deepEqual(tooLarge, [
    {
      start: 80,
      end: 108,
      statements: 3,
      message: '3 statements from here on are not analysed: wavec reads the first 8 of a file',
    },
  ])
})

test('a statement with too many words or characters is left out, and those around it are read', () => {
  const words = `select ${'1,'.repeat(7)}1;`
  const length = `select '${'x'.repeat(60)}';`
  const { pieces, tooLarge } = piecesOf(`select 1;\n${words}\nselect 2;\n${length}\nselect 3;`, small)
  assert.deepEqual(
    pieces.map((piece) => piece.text.trim()),
    ['select 1;', 'select 2;', 'select 3;'],
  )
  assert.deepEqual(
    tooLarge.map(({ message }) => message),
    [
      'the statement is not analysed: wavec reads up to 12 words and symbols, and it has 16',
      'the statement is not analysed: wavec reads up to 60 characters, and it has 69',
    ],
  )
})

const filler = `select '${'x'.repeat(1000)}';\n`

test('a text of several pieces is read as each statement by itself', () => {
  const statements = [
    '-- a comment; with a semicolon\ncreate table a (id int, note text default $$;$$);\n',
    'create function f() returns int language sql begin atomic select 1; select 2; end;\n',
    "insert into a values (1, 'ü;🙂');\n",
    'selec 1;\n',
    'alter table :tbl add column x int;\n',
  ]
  const text = Array.from({ length: 5 }, () => `${statements.join('')}${filler.repeat(100)}`).join('')
  assert.ok(piecesOf(text).pieces.length > 1)
  const parsed = parseText(parser, text)
  assert.equal(parsed.statements.length, 5 * 104)
  assert.equal(parsed.unreadable.length, 5)
  for (const { start, end, text: own } of parsed.statements)
    if (!own.includes('_tbl')) assert.equal(text.slice(start, end), own.trimEnd())
  for (const { start, end, kind } of parsed.unreadable)
    assert.deepEqual([text.slice(start, end), kind], ['selec 1', 'refused'])
})

test('only one piece is parsed at a time, and a file with a search_path is read again piece by piece', () => {
  let longest = 0
  const watched: Parser = {
    ...parser,
    parse: (sql) => {
      longest = Math.max(longest, sql.length)
      return parser.parse(sql)
    },
  }
  const text = `set search_path = app;\n${filler.repeat(600)}alter table t drop column id;\n`
  const { diagnostics } = lint(watched, {
    files: [
      { path: 'V1.sql', text: 'create table app.t (id int);\n' },
      { path: 'V2.sql', text },
    ],
    tool: anyApplier,
    limits: 'set',
    server: newestServer,
    released: new Set(['V1.sql']),
  })
  assert.ok(longest < text.length / 2, `${longest}`)
  assert.deepEqual(
    diagnostics.filter(({ code }) => code === 'sql/drop-column').map(({ message }) => /app\.t/.test(message)),
    [true],
  )
})

const values = `insert into t values (1)${',(1)'.repeat(130_000)};\n`

test('a file with such a statement is never safe, and has no way back', () => {
  const text = `create table t (id int);\n${values}create index t_id on t (id);\n`
  const input = { tool: anyApplier, limits: 'set', server: newestServer } as const
  const result = lint(parser, { ...input, files: [{ path: 'V1.sql', text }] })
  assert.deepEqual([result.analysed, result.notAnalysed], [2, 1])
  assert.deepEqual(
    result.diagnostics.map(({ code, severity }) => [code, severity]),
    [['sql/too-large', 'error']],
  )
  const [file] = result.files
  assert.ok(file !== undefined)
  assert.equal(summarise(file, result.isNew(0), newestServer).rollback.verdict, 'not analysed')
  assert.deepEqual(reversalsBy(parser)([{ path: 'V1.sql', name: 'V1.sql', text, checksum: '' }]), [null])
})

test('the finding is ignored with a reason in the first line', () => {
  const lintOf = (text: string) =>
    lint(parser, { files: [{ path: 'V1.sql', text }], tool: anyApplier, limits: 'set', server: newestServer })
  assert.deepEqual(
    lintOf(values).diagnostics.map(({ code }) => code),
    ['sql/too-large'],
  )
  const ignored = lintOf(`-- wavec:ignore sql/too-large only loads rows into a new table\n${values}`)
  assert.deepEqual(ignored.diagnostics, [])
  assert.equal(ignored.notAnalysed, 1)
})

test('where the memory of the parser ends, it says so instead of throwing', () => {
  // In a process of its own, because the parser of this one would keep what it allocated.
  const program = `
    import { loadParser } from './src/sql/index.ts'
    const parser = await loadParser()
    const died = parser.parse("select '" + 'x'.repeat(220_000_000) + "'")
    process.stdout.write(JSON.stringify(died.ok ? 'read' : died.message))`
  const { stdout } = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    cwd: repository,
    encoding: 'utf8',
  })
  assert.equal(JSON.parse(stdout), "PostgreSQL's parser gave up: No parse tree generated")
})
