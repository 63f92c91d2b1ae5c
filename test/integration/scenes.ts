// Shared by the tests of migrate: sets of files, waiting, and assertions on a database afterwards.
import assert from 'node:assert/strict'
import type { Client } from 'pg'

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** The limit only ends a test that would never end; no machine is too slow for it. */
export async function until(what: string, condition: () => Promise<boolean>, ms = 60_000): Promise<void> {
  const end = Date.now() + ms
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`not within ${ms} ms: ${what}`)
    await sleep(20)
  }
}

export async function value(client: Client, sql: string): Promise<unknown> {
  const { rows } = await client.query<Record<string, unknown>>(sql)
  return Object.values(rows[0] ?? {})[0]
}

/** Sorted facts about all objects of users; two databases with equal snapshots have the same schema. */
export async function snapshot(client: Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ fact: string }>(`
select 'relation ' || c.oid::regclass || ' ' || c.relkind::text as fact from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public'
union all select 'column ' || a.attrelid::regclass || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull
  || ' ' || coalesce(pg_get_expr(d.adbin, d.adrelid), '')
  from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
  left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum where n.nspname = 'public' and a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'v', 'p')
union all select 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) || ' ' || convalidated from pg_constraint where connamespace = 'public'::regnamespace
union all select 'index ' || pg_get_indexdef(i.indexrelid) || ' ' || i.indisvalid from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public'
union all select 'view ' || c.oid::regclass || ' ' || pg_get_viewdef(c.oid) from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind = 'v'
union all select 'function ' || oid::regprocedure || ' ' || md5(prosrc) from pg_proc where pronamespace = 'public'::regnamespace
order by 1`)
  return rows.map(({ fact }) => fact)
}

export async function assertWhole(client: Client): Promise<void> {
  const invalid = await client.query(`select indexrelid::regclass::text as name from pg_index where not indisvalid`)
  assert.deepEqual(invalid.rows, [], 'no INVALID index')
  const half = await client.query(`select file from wavec.migration where state <> 'applied'`)
  assert.deepEqual(half.rows, [], 'no half-applied file')
}

/** The row versions of each table: they change with every insert, update and delete. */
export async function rowVersions(client: Client): Promise<ReadonlyMap<string, unknown>> {
  const { rows } = await client.query<{ name: string }>(
    `select schemaname || '.' || tablename as name from pg_tables where schemaname in ('public', 'wavec') order by 1`,
  )
  const versions = new Map<string, unknown>()
  for (const { name } of rows)
    versions.set(
      name,
      await value(client, `select md5(string_agg(ctid || ' ' || xmin, ',' order by ctid)) from ${name}`),
    )
  return versions
}

/** Sessions of the runner in this database. */
export async function runnerBackends(client: Client): Promise<number> {
  return Number(
    await value(
      client,
      `select count(*) from pg_stat_activity where datname = current_database() and application_name like 'wavec%'`,
    ),
  )
}

export const mixedFiles: Readonly<Record<string, string>> = {
  'V1__orders.sql': `create table orders (id bigint primary key, customer text not null, total numeric(12, 2));
insert into orders select i, 'customer ' || i, i from generate_series(1, 20000) i;
`,
  'V2__customer_idx.sql': 'create index concurrently orders_customer_idx on orders (customer);\n',
  'V3__note.sql': `alter table orders add column note text;
create function shout(text) returns text language sql immutable begin atomic; select upper($1); end;
update orders set note = shout(customer) where id % 3 = 0;
`,
  'V4__check.sql': `alter table orders add constraint orders_total_positive check (total > 0) not valid;
alter table orders validate constraint orders_total_positive;
create index concurrently orders_note_idx on orders (note) where note is not null;
drop index concurrently orders_customer_idx;
create unique index concurrently "orders Total" on orders (total, id);
`,
  'V5__counter.sql': `create table counter (n int);
insert into counter values (0);
`,
  'V6__add.sql': 'update counter set n = n + 1;\n',
  'R__notes.sql': 'create or replace view notes as select id, note from orders where note is not null;\n',
}
