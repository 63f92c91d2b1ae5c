// What a server does when a statement runs: its locks, rewritten tables, complete scans and errors, and which queries
// of the old code still work.
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
  /** The strongest on each table that existed before the transaction, e.g. `ACCESS EXCLUSIVE users`. */
  readonly locks: readonly string[]
  /** Tables whose rows were written into a new file. */
  readonly rewritten: readonly string[]
  /** Indexes that were rebuilt: a new file under the same name, or a new index under it. */
  readonly rebuilt: readonly string[]
  /** Tables that existed before and were read completely, also by the parallel workers of an index build. */
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

/** Statements of one transaction, committed at the end. The first failing statement is the last observed. */
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
 * A statement that can't run inside a transaction (CONCURRENTLY, VACUUM): it is watched from another connection, so
 * only its locks are known, and only those that it holds long enough.
 */
export async function observeOutside(db: Database, sql: string): Promise<Pick<Observed, 'locks' | 'fails'>> {
  await using client = await db.client()
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  const settings = { lockTimeout: 0, statementTimeout: 0, schema: undefined, access: 'read-write' } as const
  const observe = () => openSession(connectionOptions(db.variables), settings)
  const observation = await lookAtBackend({ observe }, { pid: rows[0]?.pid ?? 0, sql })
  const failed = await failureOf(client, sql)
  const locks = (await observation.end()).map(lockText).sort()
  // Locks held before a failure are seen only by chance.
  return failed === undefined ? { locks } : { locks: [], fails: failed }
}

/**
 * What a change breaks for code that was connected before it: `query: SQLSTATE`, `query: no rows` if it found some
 * before, and `query: SQLSTATE prepared` if only a statement prepared before the change fails.
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

/** ALTER TYPE drops an index and creates another under its name, which a diff by OID would miss. */
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
