// Facts about PostgreSQL that wavec's findings depend on, each executed on a server.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { observeOutside, observeTransaction, type Observed } from '../support/observe-statement.ts'
import { majors, missingMajors, type Major } from '../support/postgres.ts'
import { seededDatabase } from '../support/seeded-database.ts'

const setUp = `
create type mood as enum ('sad', 'ok');
create domain plain_number as int;
create domain positive_number as int check (value > 0);
create function one_inlined() returns int language sql volatile as 'select 1';
create function one_called() returns int language plpgsql volatile as 'begin return 1; end';
create table users (
  id bigint primary key, email varchar(50), name text, code char(10), age int, nickname text,
  price numeric(10, 2), network cidr, seen_at timestamp, born text, doc json, mood mood, settings text not null default 'none');
create index users_email on users (email);
create index users_name on users (name);
create table orders (id bigint primary key, user_id bigint, note text);
insert into users select i, 'e' || i, 'n' || i, 'c', i, 'k', i, '10.0.0.0/8', now(), 'b', '{}', 'ok' from generate_series(1, 1000) i;
insert into orders select i, i, 'x' from generate_series(1, 1000) i;
create table payments (id bigint, user_id bigint constraint payments_user references users, paid_on date);
create table events (id bigint, at date) partition by range (at);
create table events_2024 partition of events for values from ('2024-01-01') to ('2025-01-01');
create table events_2025 (id bigint, at date not null);
insert into events_2025 select i, '2025-05-05' from generate_series(1, 1000) i;
create unlogged table drafts (id bigint);
create materialized view totals as select count(*) as n, 1 as k from users;
create unique index totals_k on totals (k);
analyze;
`

interface Fact {
  /** One transaction; the expectation is about its last statement. */
  readonly sql: string | readonly string[]
  /** Executed before, and committed. */
  readonly given?: string
  /** Effects that are not listed must not occur. */
  readonly expected: Partial<Observed>
  /** Differences between majors. */
  readonly on18?: Partial<Observed>
  readonly only18?: true
}

const users = ['users']
const exclusive = { locks: ['ACCESS EXCLUSIVE users'] }
const rewrite = { ...exclusive, rewritten: users, scanned: users, rebuilt: ['users_email', 'users_name', 'users_pkey'] }
const uniqueAge = 'create unique index users_age on users (age)'
const attaching = ['ACCESS EXCLUSIVE events_2025', 'SHARE UPDATE EXCLUSIVE events']
const scan = { ...exclusive, scanned: users }

function alter(change: string, expected: Partial<Observed>): Fact {
  return { sql: `alter table users ${change}`, expected }
}

/** Only the catalog changes, which takes an instant once the lock is granted. */
const metadataOnly: readonly Fact[] = [
  alter('alter email type varchar(100)', exclusive),
  alter('alter email type varchar', exclusive),
  alter('alter email type text', exclusive),
  alter('alter name type varchar', exclusive),
  alter('alter price type numeric(14, 2)', exclusive),
  alter('alter price type numeric', exclusive),
  alter('alter network type inet', exclusive),
  alter('alter age type plain_number', exclusive),
  { given: "set timezone = 'UTC'", sql: 'alter table users alter seen_at type timestamptz', expected: exclusive },
  alter('alter nickname type text collate "C"', exclusive),
  alter('alter email type varchar(50)', exclusive),
  alter('alter email type text using email', exclusive),
]

const rewrites: readonly Fact[] = [
  alter('alter age type bigint', rewrite),
  alter('alter age type positive_number', rewrite),
  alter('alter code type char(20)', rewrite),
  alter('alter code type text', rewrite),
  alter('alter price type numeric(14, 4)', rewrite),
  alter('alter seen_at type timestamp(3)', rewrite),
  {
    given: "set timezone = 'Europe/Paris'",
    sql: 'alter table users alter seen_at type timestamptz',
    expected: rewrite,
  },
  alter('alter email type varchar(40)', rewrite),
  alter('alter name type varchar(100)', rewrite),
  alter('alter doc type jsonb', rewrite),
  alter('alter mood type text', rewrite),
  alter('alter age type int using age + 1', rewrite),
  alter('alter age type int using abs(age)', rewrite),
]

const addedColumns: readonly Fact[] = [
  alter('add a int', exclusive),
  alter('add a int not null default 7', exclusive),
  alter('add a timestamptz not null default now()', exclusive),
  alter('add a timestamptz default current_timestamp', exclusive),
  alter('add a int default one_inlined()', exclusive),
  alter('add a plain_number', exclusive),
  alter('add a plain_number default 7', exclusive),
  alter('add a int check (a > 0)', scan),
  alter('add a int unique', { ...scan }),
  alter('add a timestamptz default clock_timestamp()', rewrite),
  alter('add a uuid default gen_random_uuid()', rewrite),
  alter('add a int default one_called()', rewrite),
  alter('add a bigserial', rewrite),
  alter('add a bigint generated always as identity', rewrite),
  alter('add a int generated always as (age + 1) stored', rewrite),
  { sql: 'alter table users add a int generated always as (age + 1) virtual', expected: exclusive, only18: true },
  alter('add a positive_number', rewrite),
  alter('add a int not null', { fails: '23502' }),
  {
    sql: 'alter table orders add a bigint references users',
    expected: { locks: ['ACCESS EXCLUSIVE orders', 'SHARE ROW EXCLUSIVE users'] },
  },
]

const constraints: readonly Fact[] = [
  alter('alter age set not null', scan),
  {
    given: 'alter table users add check (age is not null)',
    sql: 'alter table users alter age set not null',
    expected: exclusive,
  },
  {
    given: 'alter table users add check (age is not null) not valid',
    sql: 'alter table users alter age set not null',
    expected: scan,
  },
  alter('add check (age > 0)', scan),
  alter('add check (age > 0) not valid', exclusive),
  {
    given: 'alter table users add constraint c check (age > 0) not valid',
    sql: 'alter table users validate constraint c',
    expected: { locks: ['SHARE UPDATE EXCLUSIVE users'], scanned: users },
  },
  { sql: 'alter table orders add foreign key (user_id) references users', expected: foreignKey(['orders', 'users']) },
  { sql: 'alter table orders add foreign key (user_id) references users not valid', expected: foreignKey([]) },
  {
    given: 'alter table orders add constraint c foreign key (user_id) references users not valid',
    sql: 'alter table orders validate constraint c',
    expected: { locks: ['ROW SHARE users', 'SHARE UPDATE EXCLUSIVE orders'], scanned: ['orders', 'users'] },
  },
  {
    sql: 'alter table orders add foreign key (user_id) references users not enforced',
    expected: foreignKey([]),
    only18: true,
  },
  {
    sql: 'alter table payments drop constraint payments_user',
    expected: { locks: ['ACCESS EXCLUSIVE payments', 'ACCESS EXCLUSIVE users'] },
  },
  alter('add unique (age)', scan),
  { given: uniqueAge, sql: 'alter table users add unique using index users_age', expected: exclusive },
  {
    given: 'create unique index orders_user on orders (user_id); alter table orders drop constraint orders_pkey',
    sql: 'alter table orders add primary key using index orders_user',
    expected: { locks: ['ACCESS EXCLUSIVE orders'], scanned: ['orders'] },
  },
  {
    given:
      'create unique index orders_user on orders (user_id); alter table orders drop constraint orders_pkey, alter user_id set not null',
    sql: 'alter table orders add primary key using index orders_user',
    expected: { locks: ['ACCESS EXCLUSIVE orders'] },
  },
  alter('drop constraint users_pkey cascade', {
    locks: ['ACCESS EXCLUSIVE payments', 'ACCESS EXCLUSIVE users'],
  }),
  alter('alter settings drop not null', exclusive),
  alter('alter settings drop default', exclusive),
  { sql: 'alter table users add constraint there not null age not valid', expected: exclusive, only18: true },
]

const others: readonly Fact[] = [
  alter('drop column nickname', exclusive),
  alter('rename column nickname to alias', exclusive),
  { sql: 'alter table users rename to people', expected: { locks: ['ACCESS EXCLUSIVE people'] } },
  { sql: 'create index on users (age)', expected: { locks: ['SHARE users'], scanned: users } },
  { sql: 'drop index users_name', expected: exclusive },
  {
    sql: 'reindex table users',
    expected: { locks: ['SHARE users'], scanned: users, rebuilt: ['users_email', 'users_name', 'users_pkey'] },
  },
  { sql: 'cluster users using users_pkey', expected: rewrite },
  alter('set unlogged', { fails: '42P16' }),
  {
    sql: 'truncate orders',
    expected: {
      locks: ['ACCESS EXCLUSIVE orders'],
      rewritten: ['orders'],
      rebuilt: ['orders_pkey'],
      scanned: ['orders'],
    },
  },
  { sql: 'drop table payments', expected: { locks: ['ACCESS EXCLUSIVE payments', 'ACCESS EXCLUSIVE users'] } },
  { sql: 'create table items (user_id bigint references users)', expected: { locks: ['SHARE ROW EXCLUSIVE users'] } },
  {
    sql: 'create trigger sync before insert on users for each row execute function suppress_redundant_updates_trigger()',
    expected: { locks: ['SHARE ROW EXCLUSIVE users'] },
  },
  alter('enable row level security', exclusive),
  alter(`alter name type text collate "C"`, { ...exclusive, rebuilt: ['users_name'], scanned: users }),
  {
    sql: `alter table events attach partition events_2025 for values from ('2025-01-01') to ('2026-01-01')`,
    expected: { locks: attaching, scanned: ['events_2025'] },
  },
  {
    sql: `alter table events attach partition events_2025 for values from ('2025-01-01') to ('2026-01-01')`,
    expected: { locks: attaching },
    given: `alter table events_2025 add check (at >= '2025-01-01' and at < '2026-01-01')`,
  },
  {
    sql: 'alter table events detach partition events_2024',
    expected: { locks: ['ACCESS EXCLUSIVE events', 'ACCESS EXCLUSIVE events_2024'] },
  },
  {
    sql: 'refresh materialized view totals',
    expected: {
      locks: ['ACCESS EXCLUSIVE totals', 'ACCESS SHARE users'],
      rewritten: ['totals'],
      rebuilt: ['totals_k'],
      scanned: ['totals', 'users'],
    },
  },
  { sql: 'create index concurrently on users (age)', expected: { fails: '25001' } },
  { sql: ["alter type mood add value 'happy'", `select 'happy'::mood`], expected: { fails: '55P04' } },
  {
    sql: ['create type tone as enum ()', `alter type tone add value 'low'`, `select 'low'::tone`],
    expected: { fails: '55P04' },
    on18: {},
  },
  { sql: ["create type tone as enum ('low')", `select 'low'::tone`], expected: {} },
  { sql: 'lock table users', expected: exclusive },
  {
    given: 'create view names as select name from users',
    sql: 'alter table users alter name type varchar',
    expected: { fails: '0A000' },
  },
  {
    given: 'alter table orders add foreign key (user_id) references users deferrable initially deferred',
    sql: ['update orders set user_id = 1 where id = 2', 'alter table orders add a int'],
    expected: { fails: '55006' },
  },
  { sql: 'do $$ begin update orders set note = 1; commit; end $$', expected: { fails: '2D000' } },
]

function foreignKey(scanned: readonly string[]): Partial<Observed> {
  return { locks: ['SHARE ROW EXCLUSIVE orders', 'SHARE ROW EXCLUSIVE users'], scanned }
}

/** Statements that cannot run in a transaction, watched from another session. */
type Outside = Pick<Fact, 'given' | 'expected'> & { readonly sql: string }

const outside: readonly Outside[] = [
  { sql: 'create index concurrently on users (age)', expected: { locks: ['SHARE UPDATE EXCLUSIVE users'] } },
  { sql: 'drop index concurrently users_name', expected: { locks: ['SHARE UPDATE EXCLUSIVE users'] } },
  { sql: 'reindex table concurrently users', expected: { locks: ['SHARE UPDATE EXCLUSIVE users'] } },
  { sql: 'create index concurrently on events (id)', expected: { fails: '0A000' } },
]

const chapters = { metadataOnly, rewrites, addedColumns, constraints, others }

for (const major of majors) {
  describe(`facts of PostgreSQL ${major}`, { concurrency: 4 }, () => {
    for (const [chapter, facts] of Object.entries(chapters))
      for (const fact of facts.filter(({ only18 }) => only18 === undefined || major === 18))
        test(`${chapter}: ${named(fact)}`, async () => holds(fact, major))
    for (const fact of outside) test(`outside of a transaction: ${named(fact)}`, async () => holdsOutside(fact, major))
  })
}
for (const major of missingMajors) test(`facts of PostgreSQL ${major}`, { skip: 'not on this machine' })

function named({ given, sql }: Pick<Fact, 'given' | 'sql'>): string {
  return [...(given === undefined ? [] : [given]), sql].flat().join('; ')
}

async function holds({ given, sql, expected, on18 = expected }: Fact, major: Major): Promise<void> {
  await using db = await seededDatabase(major, setUp)
  await using client = await db.client()
  if (given !== undefined) await client.query(given)
  const last = (await observeTransaction(client, [sql].flat())).at(-1)
  assert.deepEqual(last, { locks: [], rewritten: [], rebuilt: [], scanned: [], ...(major === 18 ? on18 : expected) })
}

async function holdsOutside({ given, sql, expected }: Outside, major: Major): Promise<void> {
  await using db = await seededDatabase(major, setUp)
  await using client = await db.client()
  if (given !== undefined) await client.query(given)
  assert.deepEqual(await observeOutside(db, sql), { locks: [], ...expected })
}
