// Errors of PostgreSQL go into logs that many people read: they show fixed text, names of the schema and what the statement
// itself contains, and nothing else.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { conditionOf } from '../../src/connect/pg-conditions.ts'
import { withoutValues, type ServerError } from '../../src/connect/pg-detail.ts'
import { database, majors, server } from '../support/postgres.ts'
import { migrateStep, migrations, runWavec } from '../support/runner.ts'

const sql = `insert into "Users" (mail, age) select mail, age::smallint from old_users where mail > 'ann' and age < 4711`

function withheld(what: string): string {
  return `${what}: text withheld because it may contain row values, see the server's log`
}

/** An error that the server raised while it ran the statement. */
function raised(code: string, message: string, fields: Partial<ServerError> = {}): ServerError {
  return { code, message, file: 'numutils.c', routine: 'pg_strtoint16_safe', ...fields }
}

const details: readonly (readonly [sqlstate: string, detail: string, shown: string])[] = [
  ['23505', 'Key (email)=(ann@example.com) already exists.', 'Key (email)=(…) already exists.'],
  ['23505', 'Key (lower(email), shop)=(ann, 7) is duplicated.', 'Key (lower(email), shop)=(…) is duplicated.'],
  ['23505', 'Key (a)=(x) already exists.)\n=(y) already exists.', 'Key (a)=(…) already exists.'],
  ['23503', 'Key (team)=(5) is not present in table "teams".', 'Key (team)=(…) is not present in table "teams".'],
  [
    '23503',
    'Key (t)=(is not present in table "Ann") is still referenced from table "users".',
    'Key (t)=(…) is still referenced from table "users".',
  ],
  ['23001', 'Key (id)=(5) is referenced from table "users".', 'Key (id)=(…) is referenced from table "users".'],
  [
    '23P01',
    'Key (room, during)=(7, [1,5)) conflicts with existing key (room, during)=(7, [3,9)).',
    'Key (room, during)=(…) conflicts with existing key (room, during)=(…).',
  ],
  ['23P01', 'Key (a)=(1) conflicts with key (a)=(1).', 'Key (a)=(…) conflicts with key (a)=(…).'],
  ['23502', 'Failing row contains (7, Ann, null).', 'Failing row contains (…).'],
  ['23514', 'Failing row contains (7, Ann\nof York, -1).', 'Failing row contains (…).'],
  [
    '23514',
    'Partition key of the failing row contains (day) = (2026-01-01).',
    'Partition key of the failing row contains (day) = (…).',
  ],
  ['44000', 'Failing row contains (7, Ann).', 'Failing row contains (…).'],
  ['22P02', 'Token "Ann" is invalid.', withheld('detail')],
  ['23505', 'Schlüssel »(email)=(ann@example.com)« existiert bereits.', withheld('detail')],
  ['P0003', "parameters: $1 = 'Ann'", withheld('detail')],
  ['42830', 'There is Ann.', withheld('detail')],
  ['2BP01', 'view v depends on column a of table t', 'view v depends on column a of table t'],
  ['40P01', 'Process 7 waits for ShareLock.', 'Process 7 waits for ShareLock.'],
]

for (const [code, detail, shown] of details)
  test(`detail of ${code}: ${detail.slice(0, 60)}`, () =>
    assert.equal(withoutValues(raised(code, 'x', { detail }), { sql }).detail, shown))

const messages: readonly (readonly [error: ServerError, shown: string])[] = [
  [
    raised('22P02', 'invalid input syntax for type integer: "Bob "the" York"'),
    'invalid input syntax for type integer: "…"',
  ],
  [
    raised('22P02', 'invalid input syntax for type integer: "Bob" of relation "Ann"'),
    'invalid input syntax for type integer: "…" of relation "…"',
  ],
  [raised('22P02', 'ungültige Eingabesyntax für Typ integer: »Bob«'), 'ungültige Eingabesyntax für Typ integer: »…«'],
  [
    raised('22P02', 'syntaxe en entrée invalide pour le type integer : « Bob »'),
    'syntaxe en entrée invalide pour le type integer : «…»',
  ],
  [raised('22003', 'value "99" is out of range for type smallint'), 'value "…" is out of range for type smallint'],
  [raised('22003', 'value "4711" is out of range for type smallint'), 'value "4711" is out of range for type smallint'],
  [raised('22003', 'integer out of range'), 'integer out of range'],
  [raised('22008', 'date field value out of range: 2020-13-45'), 'date field value out of range: …'],
  [raised('22007', 'invalid value "An" for "YYYY"'), 'invalid value "…" for "…"'],
  [raised('22021', 'invalid byte sequence for encoding "UTF8": 0xe9'), 'invalid byte sequence for encoding "…": …'],
  [raised('22023', 'time zone "Bob" not recognized'), 'time zone "…" not recognized'],
  [
    raised('23502', 'null value in column "age" of relation "u" violates not-null constraint'),
    'null value in column "age" of relation "u" violates not-null constraint',
  ],
  [
    raised('42703', 'column "mail" of relation "Users" does not exist'),
    'column "mail" of relation "Users" does not exist',
  ],
  [raised('42703', 'column "Bob" of relation "Users" does not exist'), 'column "…" of relation "Users" does not exist'],
  [raised('42P01', 'relation "bob" does not exist'), 'relation "…" does not exist'],
  [raised('42P01', 'relation "bob" does not exist', { position: '7' }), 'relation "bob" does not exist'],
  [raised('42P01', 'relation "bob" does not exist', { position: '7', where: 'f()' }), 'relation "…" does not exist'],
  [
    raised('42P01', 'relation "bob" does not exist', { internalQuery: 'x', position: '7' }),
    'relation "…" does not exist',
  ],
  [raised('42883', 'function bob() does not exist'), withheld('undefined function')],
  [raised('42703', 'column t.bob does not exist', { routine: 'errorMissingColumn' }), withheld('undefined column')],
  [raised('23505', 'Bob', { file: 'pl_exec.c', routine: 'exec_stmt_raise' }), withheld('unique violation')],
  [
    raised('22003', 'Bob 4', { file: 'connection.c', routine: 'pgfdw_report_error' }),
    withheld('numeric value out of range'),
  ],
  [raised('38000', 'KeyError: Bob', { file: 'plpy_elog.c' }), withheld('external routine exception')],
  [raised('XX000', 'Bob', { file: 'unknown.rs' }), withheld('internal error')],
  [{ code: '22003', message: 'Bob' }, withheld('numeric value out of range')],
  [{ message: 'Bob' }, withheld('error')],
]

for (const [error, shown] of messages)
  test(`message of ${error.code}: ${error.message}`, () => assert.equal(withoutValues(error, { sql }).message, shown))

test('a login has read no row, so its error is shown', () => {
  const error = { code: '28P01', message: 'password authentication failed for user "ann"' }
  assert.equal(withoutValues(error, 'login').message, error.message)
})

test('of RAISE, the text that the statement contains is shown', () => {
  const block = `do $$ begin raise exception 'shop % has 100%% of %', a, b using hint = 'run the backfill', detail = c; end $$`
  const error = raised('P0001', 'shop Ann has 100% of Bob', {
    file: 'pl_exec.c',
    routine: 'exec_stmt_raise',
    where: 'PL/pgSQL function inline_code_block line 1 at RAISE',
    hint: 'run the backfill',
    detail: 'Carl',
  })
  assert.deepEqual(withoutValues(error, { sql: block }), {
    message: 'shop … has 100% of …',
    hint: 'run the backfill',
    detail: withheld('detail'),
  })
})

test('a credential of the statement is not shown either', () => {
  const statement = `create role app pasword 'x'; create role app password hunter2; alter role b password 'hunter3`
  for (const message of ['syntax error at or near "hunter2"', `unterminated quoted string at or near "'hunter3"`])
    assert.doesNotMatch(
      withoutValues(raised('42601', message, { position: '3' }), { sql: statement }).message,
      /hunter/,
    )
})

for (const major of majors) {
  test(`every state of PostgreSQL ${major} has its condition`, async () => {
    const { bin } = await server(major)
    const list = [
      'share/errcodes.txt',
      'share/postgresql/errcodes.txt',
      `../../../share/postgresql/${major}/errcodes.txt`,
    ]
      .map((path) => join(bin, '..', path))
      .find((path) => existsSync(path))
    assert.ok(list !== undefined, `errcodes.txt beside ${bin}`)
    const rows = [...readFileSync(list, 'utf8').matchAll(/^([0-9A-Z]{5})\s+[EWS]\s+ERRCODE_\w+[ \t]*(\w*)/gm)]
    assert.ok(rows.length > 240)
    for (const [, state = '', name = ''] of rows) {
      if (name !== '') assert.equal(conditionOf(state).name, name)
      else assert.notEqual(conditionOf(state).name, 'error', state)
    }
  })

  test(`PostgreSQL ${major}: names stay readable where they are names`, async () => {
    await using db = await database(major)
    using set = migrations({ 'V1__t.sql': 'create table t (a text, b int); create view v as select a from t;' })
    assert.equal((await runWavec(migrateStep(set), db)).exit, 0)
    const cases: readonly (readonly [statement: string, message: RegExp, detail?: string])[] = [
      ['drop table nope', /table "nope" does not exist/],
      ['drop function nope(int)', /function nope\(integer\) does not exist/],
      ['alter table nope add c int', /relation "nope" does not exist/],
      ['alter table t add a int', /column "a" of relation "t" already exists/],
      ['alter table t drop column c', /column "c" of relation "t" does not exist/],
      ['create table t (a int)', /relation "t" already exists/],
      ['select nope from t', /column "nope" does not exist/],
      ['selct 1', /syntax error at or near "selct"/],
      [
        'alter table t alter a type varchar(9)',
        /cannot alter type of a column used by a view or rule/,
        'rule _RETURN on view v depends on column "a"',
      ],
      ['drop table t', /cannot drop table t because other objects depend on it/, 'view v depends on table t'],
      ['alter table t alter b type date', /column "b" cannot be cast automatically to type date/],
      ['create extension nope', /extension "nope" is not available/],
    ]
    for (const [statement, message, detail] of cases) {
      using changed = migrations({
        'V1__t.sql': 'create table t (a text, b int); create view v as select a from t;',
        'V2__x.sql': `${statement};`,
      })
      const { packet } = await runWavec(migrateStep(changed), db)
      assert.match(packet?.message ?? '', message)
      if (detail !== undefined) assert.equal(packet?.details?.[0], detail)
    }
  })
}
