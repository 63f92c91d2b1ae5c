// A failed migration's packet goes into logs that many people read: it names keys and never shows row values.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { detailWithoutValues, messageWithoutValues } from '../../src/connect/pg-detail.ts'
import { database, majors } from '../support/postgres.ts'
import { migrateStep, migrations, runWavec } from '../support/runner.ts'

const withheld = "detail withheld because it may contain row values: see the server's log"

const cases: readonly (readonly [sqlstate: string | undefined, detail: string, shown: string])[] = [
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
  ['22P02', 'Token "Ann" is invalid.', withheld],
  ['23505', 'Schlüssel »(email)=(ann@example.com)« existiert bereits.', withheld],
  ['P0001', 'customer Ann has no order', withheld],
  [undefined, 'anything', withheld],
  ['2BP01', 'view v depends on column a of table t', 'view v depends on column a of table t'],
  ['0A000', 'rule _RETURN on view v depends on column "a"', 'rule _RETURN on view v depends on column "a"'],
  ['42830', 'There is no unique key.', 'There is no unique key.'],
  ['40P01', 'Process 7 waits for ShareLock.', 'Process 7 waits for ShareLock.'],
]

for (const [sqlstate, detail, shown] of cases)
  test(`${sqlstate}: ${detail.slice(0, 60)}`, () => assert.equal(detailWithoutValues(detail, sqlstate), shown))

const messages: readonly (readonly [sqlstate: string | undefined, message: string, shown: string])[] = [
  ['22P02', 'invalid input syntax for type integer: "Ann "the" York"', 'invalid input syntax for type integer: "…"'],
  ['22P02', 'ungültige Eingabesyntax für Typ integer: »Ann«', 'ungültige Eingabesyntax für Typ integer: »…«'],
  [
    '22P02',
    'syntaxe en entrée invalide pour le type integer : « Ann »',
    'syntaxe en entrée invalide pour le type integer : «…»',
  ],
  ['22003', 'value "4711" is out of range for type smallint', 'value "…" is out of range for type smallint'],
  ['22003', 'integer out of range', 'integer out of range'],
  ['22007', 'invalid value "An" for "YYYY"', 'invalid value "…"'],
  ['22021', 'invalid byte sequence for encoding "UTF8": 0xe9', 'invalid byte sequence for encoding "UTF8": 0xe9'],
  ['42703', 'column "note" does not exist', 'column "note" does not exist'],
  [undefined, 'no "host"', 'no "host"'],
]

for (const [sqlstate, message, shown] of messages)
  test(`${sqlstate}: ${message}`, () => assert.equal(messageWithoutValues(message, sqlstate), shown))

for (const major of majors) {
  test(`PostgreSQL ${major}: row values in errors are not shown`, async () => {
    await using db = await database(major)
    const table = `create table p (email text primary key check (email <> 'bad'), age int not null);
create table c (email text references p);
create table d (a int, during int4range, exclude using gist (during with &&));
insert into p values ('ann@example.com', 7);
`
    const statements = [
      `insert into p values ('ann@example.com', 8);`,
      `insert into p values ('bob@example.com', null);`,
      `insert into c values ('bob@example.com');`,
      `insert into c values ('ann@example.com'); delete from p;`,
      `insert into d values (1, '[4711,4800)'), (2, '[4712,4713)');`,
      `create table e (a text); insert into e values ('ann@example.com'), ('ann@example.com'); create unique index on e (a);`,
      `create table f (a text); insert into f values ('ann@example.com'); alter table f alter column a type int using a::int;`,
      `create table f (a text); insert into f values ('ann@example.com'); delete from f where a::timestamp < now();`,
    ]
    const details: (readonly string[] | undefined)[] = []
    for (const statement of statements) {
      using set = migrations({ 'V1__x.sql': table + statement })
      const { packet } = await runWavec(migrateStep(set), db)
      details.push(packet?.details)
      assert.doesNotMatch(JSON.stringify({ ...packet, statement: undefined }), /example\.com|471/)
    }
    assert.deepEqual(details, [
      ['Key (email)=(…) already exists.'],
      ['Failing row contains (…).'],
      ['Key (email)=(…) is not present in table "p".'],
      ['Key (email)=(…) is still referenced from table "c".'],
      ['Key (during)=(…) conflicts with existing key (during)=(…).'],
      ['Key (a)=(…) is duplicated.'],
      [],
      [],
    ])
  })
}
