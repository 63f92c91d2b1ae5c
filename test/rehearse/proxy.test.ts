// Compares what the proxy observes of a statement with known behaviour of PostgreSQL.
import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { connectionOptions } from '../../src/connect/pg-options.ts'
import { openSession } from '../../src/connect/pg-session.ts'
import { newFileOf } from '../../src/rehearse/statements.ts'
import { openProxy } from '../../src/rehearse/proxy.ts'
import type { TracedStatement } from '../../src/rehearse/trace.ts'
import { clientOf, database, majors, type Database } from '../support/postgres.ts'

const setUp = `create table users (id bigint primary key, name varchar(50), age int);
create table orders (id bigint primary key, user_id bigint, note text);
create index users_name on users (name);
insert into users select i, 'n' || i, i from generate_series(1, 100) i;
insert into orders select i, i, 'x' from generate_series(1, 100) i;`

interface Expected {
  readonly locks: readonly string[]
  readonly rewritten?: readonly string[]
  readonly scanned?: readonly string[]
  readonly created?: readonly string[]
}

const exclusive = ['ACCESS EXCLUSIVE users']
const cases: Readonly<Record<string, Expected>> = {
  'alter table users add column note text': { locks: exclusive },
  'alter table users add column note timestamptz not null default now()': { locks: exclusive },
  'alter table users add column token uuid default gen_random_uuid()': {
    locks: exclusive,
    rewritten: ['users'],
    scanned: ['users'],
  },
  'alter table users alter column name type text': { locks: exclusive },
  'alter table users alter column age type bigint': { locks: exclusive, rewritten: ['users'], scanned: ['users'] },
  'alter table users alter column age set not null': { locks: exclusive, scanned: ['users'] },
  'alter table users add constraint positive check (age > 0)': { locks: exclusive, scanned: ['users'] },
  'alter table users add constraint positive check (age > 0) not valid': { locks: exclusive },
  'alter table orders add constraint fk foreign key (user_id) references users (id) not valid': {
    locks: ['SHARE ROW EXCLUSIVE orders', 'SHARE ROW EXCLUSIVE users'],
  },
  'create index on users (age)': { locks: ['SHARE users'], scanned: ['users'] },
  'create table items (user_id bigint references users)': {
    locks: ['SHARE ROW EXCLUSIVE users'],
    created: ['items'],
  },
  'update users set age = age + 1': { locks: ['ROW EXCLUSIVE users'], scanned: ['users'] },
  'drop table orders': { locks: ['ACCESS EXCLUSIVE orders'] },
  'create view adults as select * from users': { locks: ['ACCESS SHARE users'], created: ['adults'] },
}
const alone: Readonly<Record<string, Expected>> = {
  'create index concurrently users_age on users (age)': {
    locks: ['SHARE UPDATE EXCLUSIVE users'],
    scanned: ['users'],
  },
  'drop index concurrently users_name': { locks: ['SHARE UPDATE EXCLUSIVE users'] },
}

for (const major of majors) {
  describe(`the proxy on PostgreSQL ${major}`, () => {
    for (const [sql, expected] of Object.entries(cases)) {
      test(sql, async () => {
        const [seen, last] = await traced(major, sql, ['begin', sql, 'commit'])
        assert.equal(last, undefined)
        assert.ok(seen !== undefined)
        assert.equal(seen.observed, 'transaction')
        assert.deepEqual(shown(seen), { rewritten: [], scanned: [], created: [], ...expected })
      })
    }
    for (const [sql, expected] of Object.entries(alone)) {
      test(sql, async () => {
        const [seen] = await traced(major, sql, [sql])
        assert.ok(seen !== undefined)
        assert.equal(seen.observed, 'alone')
        assert.deepEqual(shown(seen), { rewritten: [], scanned: [], created: [], ...expected })
      })
      // An idle backend flushes its statistics once a second, which resets its local counters.
      test(`${sql}, delayed by more than a second`, async () => {
        const [seen] = await traced(major, sql, [sql], { heldUp: 1200 })
        assert.ok(seen !== undefined)
        assert.deepEqual(shown(seen), { rewritten: [], scanned: [], created: [], ...expected })
      })
    }
    test('a statement replaced by a failing one never reaches the server', async () => {
      const [seen] = await traced(major, 'drop table orders', ['begin', 'drop table orders'], {
        instead: 'select 1/0',
      }).catch((error: unknown) => [error])
      assert.match(String(seen), /division by zero/)
    })
  })
}

async function traced(
  major: (typeof majors)[number],
  text: string,
  statements: readonly string[],
  { instead, heldUp }: { readonly instead?: string; readonly heldUp?: number } = {},
): Promise<readonly TracedStatement[]> {
  await using db = await database(major)
  await using client = await db.client()
  await client.query(setUp)
  // Flush now, so that reads of the setup are not counted for the observed statements.
  await client.query('select pg_stat_force_next_flush()')
  const folder = mkdtempSync(join(tmpdir(), 'wavec-proxy-'))
  chmodSync(folder, 0o755)
  const seen: TracedStatement[] = []
  const fileOf = newFileOf(new Map([['V1.sql', `-- a file\n${text};\n`]]))
  const proxy = await openProxy(
    { server: db.server, listen: folder },
    { fileOf, traced: (statement) => void seen.push(statement), inPlaceOf: () => instead, observe: () => observer(db) },
  )
  if (heldUp !== undefined)
    await client.query('begin isolation level repeatable read; lock table users in access share mode; select 1')
  const letGo = heldUp === undefined ? undefined : sleep(heldUp).then(() => client.query('commit'))
  try {
    await using through = await clientOf(proxy, db.name)
    for (const sql of statements) await through.query(sql)
    await letGo
  } finally {
    await proxy[Symbol.asyncDispose]()
    rmSync(folder, { recursive: true, force: true })
  }
  return seen
}

function observer({ variables }: Database) {
  return openSession(connectionOptions(variables), {
    lockTimeout: 0,
    statementTimeout: 0,
    schema: undefined,
    access: 'read-write',
  })
}

function shown({ locks, rewritten, scanned, created }: TracedStatement) {
  return { locks: locks.map(({ table, mode }) => `${mode} ${table}`), rewritten, scanned, created }
}
