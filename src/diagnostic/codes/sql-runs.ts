import type { Pages } from './page.ts'

/** How files are run: transactions, second runs, time limits, and what can not be read. */
export const sqlRuns = {
  'sql/concurrent-if-not-exists': {
    severity: 'note',
    condition:
      'CREATE INDEX CONCURRENTLY IF NOT EXISTS. A first run does no harm; one behind a build that failed does.',
    effect:
      'A build that was interrupted leaves an INVALID index; the second run finds it, skips, and calls that a success.',
    workaround:
      'DROP INDEX CONCURRENTLY IF EXISTS first, and CREATE without IF NOT EXISTS. wavec itself finds and rebuilds its own.',
    bad: 'create index concurrently if not exists orders_note_idx on orders (note);',
    good: 'drop index concurrently if exists orders_note_idx;\ncreate index concurrently orders_note_idx on orders (note);',
  },
  'sql/concurrent-unnamed': {
    severity: 'error',
    condition: 'With tool sql, an index is built CONCURRENTLY without a name.',
    effect: 'The runner refuses the file: a build that was interrupted could not be told from another index.',
    workaround: 'Name it.',
    bad: 'create index concurrently on orders (note);',
    good: 'create index concurrently orders_note_idx on orders (note);',
  },
  'sql/concurrently-in-txn': {
    severity: 'error',
    condition: 'A statement that PostgreSQL refuses in a transaction stands in one.',
    effect: 'It fails with 25001: CREATE, DROP and REINDEX INDEX CONCURRENTLY, DETACH … CONCURRENTLY, VACUUM.',
    workaround: 'A file of its own that runs outside a transaction.',
    bad: 'begin;\ncreate index concurrently orders_note_idx on orders (note);\ncommit;',
    good: 'create index concurrently orders_note_idx on orders (note);',
  },
  'sql/dml-then-ddl-same-txn': {
    severity: 'error',
    condition:
      'Rows of a table with a deferred foreign key are written, and then the table is altered, in the same transaction.',
    effect: 'It fails with 55006: the table has pending trigger events.',
    workaround: 'Two migrations; or SET CONSTRAINTS ALL IMMEDIATE between the two.',
    bad: 'insert into shipments (id, order_id) values (1000001, 1);\nalter table shipments add column parcel text;',
    good: "insert into coupons (code) values ('x');\nalter table coupons add column parcel text;",
  },
  'sql/do-loop-no-commit': {
    severity: 'error',
    condition: 'A DO block writes rows in a loop without COMMIT, or with one inside a transaction of the tool.',
    effect:
      'It is one transaction, however many pauses it makes: every row that it has written stays locked until the end, and nobody sees any of it. COMMIT inside the transaction of a tool fails with 2D000.',
    workaround: 'A backfill in the spec; or COMMIT in the loop, in a file that runs outside a transaction.',
    bad: "do $$\nbegin\n  for part in 0..9 loop\n    update orders set note = '' where note is null and id between part * 1000 and part * 1000 + 999;\n    perform pg_sleep(0.05);\n  end loop;\nend\n$$;",
    good: "do $$\nbegin\n  for part in 0..9 loop\n    update orders set note = '' where note is null and id between part * 1000 and part * 1000 + 999;\n    commit;\n    perform pg_sleep(0.05);\n  end loop;\nend\n$$;",
  },
  'sql/dynamic-sql-opaque': {
    severity: 'warning',
    condition:
      'A statement runs text that is made when it runs, calls a routine that no file makes, or is of a kind that wavec does not know.',
    effect: 'It is not analysed: nothing is known of its locks, or of what it breaks.',
    workaround: 'Write the statement itself, or look at what it runs and ignore the finding with that reason.',
    bad: "do $$ declare name text := 'coupons'; begin execute 'drop table ' || name; end $$;",
    good: "do $$ begin execute 'create table gifts (id bigint primary key)'; end $$;",
  },
  'sql/enum-value-used-same-txn': {
    severity: 'error',
    condition: 'A value is added to an enum and used in the same transaction.',
    effect: 'It fails with 55P04.',
    workaround: 'Add the value in a migration of its own.',
    bad: "alter type order_status add value 'returned';\nalter table orders add column last_status order_status default 'returned';",
    good: "create type return_status as enum ('open', 'done');\nalter table orders add column return_status return_status default 'done';",
  },
  'sql/if-not-exists-masks-drift': {
    severity: 'note',
    condition: 'IF NOT EXISTS in a migration that runs once, in a transaction.',
    effect:
      'What stands under the name already is taken for it, whatever it is: the database differs and nobody is told.',
    workaround: 'Leave it out.',
    bad: 'create table if not exists gifts (id bigint primary key);',
    good: 'create table gifts (id bigint primary key);',
  },
  'sql/lock-timeout-bad': {
    severity: 'warning',
    condition:
      'lock_timeout is 0, longer than five seconds, set behind the statement that it should bound, or SET LOCAL outside a transaction.',
    effect: 'It does not bound the wait, and every later query of the table waits as long.',
    workaround: "SET lock_timeout = '2s' before the first statement that locks.",
    bad: "set local lock_timeout = '1min';\nalter table orders add column gift text;",
    good: "set local lock_timeout = '2s';\nalter table orders add column gift text;",
  },
  'sql/lock-timeout-on-concurrent': {
    severity: 'error',
    condition: 'CONCURRENTLY or VALIDATE under the limits of ordinary statements, by a tool other than wavec.',
    effect:
      'lock_timeout ends CREATE INDEX CONCURRENTLY while it waits for old transactions, and leaves an INVALID index; statement_timeout ends VALIDATE on every large table.',
    workaround: 'SET lock_timeout = 0 and statement_timeout = 0 before it. wavec itself (tool: sql) does so.',
    bad: 'create index concurrently orders_note_idx on orders (note);',
    good: 'set lock_timeout = 0;\nset statement_timeout = 0;\ncreate index concurrently orders_note_idx on orders (note);',
  },
  'sql/missing-lock-timeout': {
    severity: 'warning',
    condition:
      'A statement takes a strong lock, and nothing bounds how long it waits for it. Said once a project, and not at all where wavec sets it (tools sql and flyway).',
    effect: 'It waits for the oldest transaction, and every later query of the table waits behind it.',
    workaround: "ALTER ROLE migrator SET lock_timeout = '2s', or SET it in each file, and try again when it gives up.",
    bad: 'alter table orders add column gift text;',
    good: "set local lock_timeout = '2s';\nalter table orders add column gift text;",
  },
  'sql/missing-statement-timeout': {
    severity: 'note',
    condition:
      'A statement works as long as a table is large, under a lock, and nothing bounds it. Said once a project, and not where wavec sets it.',
    effect: 'A statement that takes far longer than planned holds its lock until somebody ends it.',
    workaround: "SET statement_timeout = '5min' for everything but CONCURRENTLY, VALIDATE and backfills.",
    bad: '-- wavec:ignore sql/create-index-blocking orders is small in every database\ncreate index orders_note_idx on orders (note);',
    good: "set local lock_timeout = '2s';\nset local statement_timeout = '5min';\nalter table orders add column gift text;",
  },
  'sql/mixed-txn-file': {
    severity: 'warning',
    condition: 'A file holds a statement that can not run in a transaction, and others.',
    effect: 'Flyway refuses it; other tools run the others without a transaction, and leave them half done.',
    workaround: 'One file each.',
    bad: 'create table wraps (id bigint primary key);\ncreate index concurrently orders_note_idx on orders (note);',
    good: 'create index concurrently orders_note_idx on orders (note);',
  },
  'sql/not-rerunnable': {
    severity: 'warning',
    condition: 'A file that runs statement by statement holds one that fails when it is run again.',
    effect: 'If a later statement fails, the file can not be run again as it is.',
    workaround: 'IF NOT EXISTS, IF EXISTS, OR REPLACE; or a file for each.',
    bad: 'create table gifts (id bigint primary key);\ncreate table wraps (id bigint primary key);',
    good: 'create table if not exists gifts (id bigint primary key);\ncreate table wraps (id bigint primary key);',
  },
  'sql/replica-identity-full': {
    severity: 'warning',
    condition: 'REPLICA IDENTITY FULL.',
    effect: 'Every UPDATE and DELETE writes the whole old row to the WAL, and subscribers search for it.',
    workaround: 'A unique index on NOT NULL columns, and REPLICA IDENTITY USING INDEX.',
    bad: 'alter table coupons replica identity full;',
    good: 'alter table seats replica identity using index seats_flight_seat_idx;',
  },
  'sql/session-lock-hazard': {
    severity: 'warning',
    condition: 'pg_advisory_lock() in a migration.',
    effect:
      'While it waits it holds a snapshot, which CREATE INDEX CONCURRENTLY waits for: both wait for ever. Behind a pooler the lock outlives its client.',
    workaround: 'pg_try_advisory_xact_lock(), tried again. wavec and the tools take their own lock already.',
    bad: 'select pg_advisory_lock(42);',
    good: 'select pg_try_advisory_xact_lock(42);',
  },
  'sql/refresh-without-key': {
    severity: 'error',
    condition: 'REFRESH MATERIALIZED VIEW CONCURRENTLY of one without a unique index on plain columns.',
    effect: 'It fails with 55000.',
    workaround: 'Create a unique index on it first.',
    bad: 'refresh materialized view concurrently monthly;',
    good: 'refresh materialized view concurrently spent;',
  },
  'sql/replace-refused': {
    severity: 'error',
    condition: 'CREATE OR REPLACE changes what PostgreSQL does not let it change.',
    effect:
      'It fails: 42P16 for a view whose columns are others or in another order, 42P13 for a function that returns another type or whose parameters have other names.',
    workaround: 'Drop it and make it anew in one transaction; or make the new one under another name.',
    bad: 'create or replace view open_orders as select id, note, weight from orders;',
    good: 'create or replace view open_orders as select id, weight, note from orders;',
  },
  'sql/txn-control-in-managed': {
    severity: 'error',
    condition: 'BEGIN, COMMIT or ROLLBACK in a file that its tool runs in a transaction.',
    effect: 'wavec refuses the file; under Flyway the rest runs without a transaction.',
    workaround: 'Leave it out, or split the file.',
    bad: 'begin;\nalter table orders add column gift text;\ncommit;',
    good: 'alter table orders add column gift text;',
  },
  'sql/unknown-statement': {
    severity: 'error',
    condition:
      "PostgreSQL's own grammar refuses the statement, or what a tool puts into it can not be read without the tool.",
    effect: 'What can not be read is not judged: nothing is known of its locks, or of what it breaks.',
    workaround: 'Run it against a server to see the same error. Where a template fills it in, ignore it with a reason.',
    bad: 'alter tabel orders add column note text;',
    good: 'alter table orders add column note text;',
  },
} as const satisfies Pages
