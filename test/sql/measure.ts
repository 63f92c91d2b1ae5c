// What a server does when it runs SQL: locks, rewritten rows, rows read, and an old query that no longer works.
import type { Client } from 'pg'
import { splitStatements } from '../../src/migrations/statements.ts'
import { lockModes } from '../../src/sql/server.ts'
import { askedBy, type Held } from './asked.ts'

export interface Measured {
  /** The relations that existed before. */
  readonly existed: ReadonlySet<string>
  /** The strongest lock mode on each relation that existed before, from SHARE UPDATE EXCLUSIVE on. */
  readonly locks: Readonly<Record<string, string>>
  readonly rewritten: readonly string[]
  /** Tables that were read completely. */
  readonly scanned: readonly string[]
  readonly sqlstate: string | undefined
  /** The SQLSTATE of the old query afterwards, run fresh or as prepared before. */
  readonly old: string | undefined
  /** How many wrong rows a query finds afterwards. */
  readonly wrong: number
}

interface Relation {
  readonly oid: string
  readonly name: string
  readonly filenode: string
  readonly rows: number
}

/** Runs in one transaction, which is rolled back. */
export async function measure(client: Client, sql: string, old?: string, wrong?: string): Promise<Measured> {
  const query = old?.trim().replace(/;$/, '')
  if (query !== undefined) await prepare(client, query)
  const before = await relations(client)
  const existed = new Set(before.map(({ name }) => name))
  await client.query('begin')
  try {
    const read = await rowsRead(client)
    for (const { text } of splitStatements(sql)) await client.query(text)
    const locks = await locksHeld(client, before)
    const now = await rowsRead(client)
    const scanned = before.filter(({ oid, rows }) => rows > 0 && (now.get(oid) ?? 0) - (read.get(oid) ?? 0) >= rows)
    const rewritten = await rewrittenSince(client, before)
    const failure =
      query === undefined ? undefined : ((await failureOf(client, query)) ?? (await failureOf(client, 'execute old')))
    const left = wrong === undefined ? 0 : ((await client.query(wrong)).rowCount ?? 0)
    return {
      existed,
      locks,
      rewritten,
      scanned: scanned.map(({ name }) => name),
      sqlstate: undefined,
      old: failure,
      wrong: left,
    }
  } catch (error) {
    return { existed, locks: {}, rewritten: [], scanned: [], sqlstate: stateOf(error), old: undefined, wrong: 0 }
  } finally {
    await client.query('rollback')
    await client.query('deallocate all')
  }
}

/** Statement by statement, for SQL that can't run in a transaction: its locks are those that it requests. */
export async function measureOutside(
  connect: () => Promise<Client & AsyncDisposable>,
  sql: string,
  held: Held,
): Promise<Measured> {
  await using client = await connect()
  const before = await relations(client)
  const existed = new Set(before.map(({ name }) => name))
  let sqlstate: string | undefined
  const asked = await askedBy(client, { held, connect }, async () => {
    try {
      for (const { text } of splitStatements(sql)) await client.query(text)
    } catch (error) {
      sqlstate = stateOf(error)
      await client.query('rollback')
    }
  })
  const rewritten = await rewrittenSince(client, before)
  return { existed, locks: strongestModes(before, asked), rewritten, scanned: [], sqlstate, old: undefined, wrong: 0 }
}

const ours = `nspname !~ '^pg_' and nspname <> 'information_schema'`

async function relations(client: Client): Promise<readonly Relation[]> {
  const { rows } = await client.query<Relation>(
    `select c.oid::text, case nspname when 'public' then '' else nspname || '.' end || relname as name,
       pg_relation_filenode(c.oid)::text as filenode, reltuples::int as rows
     from pg_class c join pg_namespace n on n.oid = relnamespace
     where ${ours} and relkind in ('r', 'p', 'm', 'v') order by 2`,
  )
  return rows
}

async function rewrittenSince(client: Client, before: readonly Relation[]): Promise<string[]> {
  const after = new Map((await relations(client)).map(({ oid, filenode }) => [oid, filenode]))
  return before.filter(({ oid, filenode }) => after.has(oid) && after.get(oid) !== filenode).map(({ name }) => name)
}

/** Counts of this backend, including earlier transactions, so only differences are meaningful. */
async function rowsRead(client: Client): Promise<ReadonlyMap<string, number>> {
  const { rows } = await client.query<{ oid: string; read: number }>(
    `select c.oid::text, pg_stat_get_xact_tuples_returned(c.oid)::int as read from pg_class c join pg_namespace n
     on n.oid = relnamespace where ${ours} and relkind in ('r', 'm')`,
  )
  return new Map(rows.map(({ oid, read }) => [oid, read]))
}

async function locksHeld(client: Client, before: readonly Relation[]): Promise<Record<string, string>> {
  const { rows } = await client.query<{ oid: string; mode: string }>(
    `select relation::text as oid, mode from pg_locks where locktype = 'relation' and pid = pg_backend_pid()`,
  )
  return strongestModes(before, rows)
}

/** Only modes from SHARE UPDATE EXCLUSIVE on. */
function strongestModes(
  before: readonly Relation[],
  rows: readonly { readonly oid: string; readonly mode: string }[],
): Record<string, string> {
  const held: Record<string, string> = {}
  for (const { oid, name } of before) {
    const strengths = rows.filter((row) => row.oid === oid).map(({ mode }) => strengthOf(mode))
    const strongest = lockModes[Math.max(-1, ...strengths)]
    if (strongest !== undefined && lockModes.indexOf(strongest) >= 3) held[name] = strongest
  }
  return held
}

/** AccessExclusiveLock → ACCESS EXCLUSIVE. */
function strengthOf(mode: string): number {
  const spelled = mode
    .replace(/Lock$/, '')
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toUpperCase()
  return lockModes.findIndex((known) => known === spelled)
}

async function prepare(client: Client, query: string): Promise<void> {
  await client.query(`prepare old as ${query}`)
  for (const text of [query, 'execute old'])
    for (const each of ['begin', 'set local role app', text, 'rollback']) await client.query(each)
}

async function failureOf(client: Client, query: string): Promise<string | undefined> {
  await client.query('savepoint here')
  try {
    await client.query('set local role app')
    await client.query(query)
    return undefined
  } catch (error) {
    return stateOf(error)
  } finally {
    await client.query('rollback to here')
  }
}

function stateOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'none'
}
