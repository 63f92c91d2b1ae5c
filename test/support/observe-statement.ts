// What a server does when a statement runs: its locks, what it writes anew, what it reads from end to end, how it fails;
// and which queries of the code that was there before still work.
import type { Client } from 'pg'
import { connectionOptions } from '../../src/connect/pg-options.ts'
import { openSession } from '../../src/connect/pg-session.ts'
import { oldApplication, sqlstateOf, type OldQueries } from '../bench/sql/old-application.ts'
import { observeAlone as lookAtBackend } from '../../src/rehearse/observation.ts'
import { parseSnapshot, snapshotSql, type Relation, type Snapshot } from '../../src/rehearse/snapshot.ts'
import { effectsOf } from '../../src/rehearse/trace.ts'
import type { Database } from './postgres.ts'

/** Every list is sorted, and empty where nothing happened. */
export interface Observed {
  /** The strongest on each table that was there before the transaction, e.g. `ACCESS EXCLUSIVE users`. */
  readonly locks: readonly string[]
  /** Tables whose rows were written into a new file. */
  readonly rewritten: readonly string[]
  /** Indexes that were built anew: another file under the same name, or another index under it. */
  readonly rebuilt: readonly string[]
  /** Tables that were there before and were read from end to end. An index that is built by several processes counts too. */
  readonly scanned: readonly string[]
  /** SQLSTATE */
  readonly fails?: string
}

/** One statement in a transaction of its own, committed. */
export async function observeStatement(client: Client, sql: string): Promise<Observed> {
  const [observed] = await observeTransaction(client, [sql])
  if (observed === undefined) throw new Error('no statement')
  return observed
}

/** Statements of one transaction, committed at the end. The first that fails is the last observed. */
export async function observeTransaction(client: Client, statements: readonly string[]): Promise<readonly Observed[]> {
  const observed: Observed[] = []
  await client.query('begin')
  const open = await snapshot(client)
  let before = open
  for (const sql of statements) {
    const failed = await failureOf(client, sql)
    if (failed !== undefined) {
      observed.push({ ...nothing, fails: failed })
      break
    }
    const after = await snapshot(client)
    const { locks, rewritten, scanned } = effectsOf({ open, before, after })
    observed.push({
      locks: locks.map(lockText).sort(),
      rewritten: [...rewritten].sort(),
      rebuilt: rebuiltIn(before, after),
      scanned: [...scanned].sort(),
    })
    before = after
  }
  await client.query(observed.some(({ fails }) => fails !== undefined) ? 'rollback' : 'commit')
  return observed
}

/**
 * A statement that is refused inside a transaction (CONCURRENTLY, VACUUM): watched from another connection, so only its
 * locks are known, and only those that are held long enough to be seen.
 */
export async function observeOutside(db: Database, sql: string): Promise<Pick<Observed, 'locks' | 'fails'>> {
  await using client = await db.client()
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  const settings = { lockTimeout: 0, statementTimeout: 0, schema: undefined, access: 'read-write' } as const
  const observe = () => openSession(connectionOptions(db.variables), settings)
  const observation = await lookAtBackend({ observe }, { pid: rows[0]?.pid ?? 0, sql })
  const failed = await failureOf(client, sql)
  const locks = (await observation.end()).map(lockText).sort()
  // What it held before it failed is seen by chance.
  return failed === undefined ? { locks } : { locks: [], fails: failed }
}

/**
 * What a change breaks for code that was connected before it, as `query: SQLSTATE`, `query: no rows` where it found some
 * before, and `query: SQLSTATE prepared` where only a statement fails that was prepared before the change.
 */
export async function brokenBy(
  db: Database,
  change: string,
  { queries, role }: { readonly queries: OldQueries; readonly role?: string },
): Promise<readonly string[]> {
  await using old = await db.client()
  if (role !== undefined) await old.query(`set role ${role}`)
  const application = await oldApplication(old, queries)
  await using client = await db.client()
  await client.query(change)
  const broken = await application.broken()
  return broken.map(({ query, how, when }) => `${query}: ${how}${when === 'prepared' ? ' prepared' : ''}`)
}

const nothing: Observed = { locks: [], rewritten: [], rebuilt: [], scanned: [] }

async function snapshot(client: Client): Promise<Snapshot> {
  const { rows } = await client.query<[string]>({ text: snapshotSql, rowMode: 'array' })
  return parseSnapshot(rows[0]?.[0] ?? '')
}

async function failureOf(client: Client, sql: string): Promise<string | undefined> {
  try {
    await client.query(sql)
    return undefined
  } catch (error) {
    return sqlstateOf(error)
  }
}

/** ALTER TYPE drops an index and makes another one of its name, which no diff by OID sees. */
function rebuiltIn(before: Snapshot, after: Snapshot): readonly string[] {
  const earlier = new Map(before.relations.filter(isIndex).map((relation) => [relation.name, relation]))
  return after.relations
    .filter((index) => isIndex(index) && (earlier.get(index.name)?.filenode ?? index.filenode) !== index.filenode)
    .map(({ name }) => name)
    .sort()
}

function isIndex({ kind }: Relation): boolean {
  return kind === 'i'
}

function lockText({ mode, table }: { readonly mode: string; readonly table: string }): string {
  return `${mode} ${table}`
}
