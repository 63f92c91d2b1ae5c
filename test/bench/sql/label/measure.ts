import { performance } from 'node:perf_hooks'
import type { Session } from '../../../../src/connect/session.ts'
import { splitStatements } from '../../../../src/migrations/statements.ts'
import type { SqlCase } from '../case.ts'
import { oldApplication, sqlstateOf, type Broken } from '../old-application.ts'
import { watchLocks, type Hold } from './lock-watch.ts'
import type { LabelServer } from './server.ts'

/** What a server did with a case. */
export interface Measured {
  /** SQLSTATE of the migration itself. */
  readonly fails: string | undefined
  readonly holds: readonly Hold[]
  /** How long a write of the old code would have waited for a row that is not committed, in milliseconds. */
  readonly rows: number
  readonly broken: readonly Broken[]
}

export async function measure(server: LabelServer, subject: SqlCase): Promise<Measured> {
  await using copy = await server.copyOf(subject.schema)
  await using migrator = await copy.session()
  await using watcher = await copy.session()
  await using app = await copy.session()
  // One by one, because CREATE INDEX CONCURRENTLY cannot run inside a transaction.
  for (const { text } of splitStatements(subject.prelude)) await migrator.query(text)
  await app.query('set role app')
  const old = await oldApplication(app, subject.schema.queries)
  const watch = await watchLocks(watcher, migrator.pid)
  const started = performance.now()
  const fails = await attempt(migrator, subject)
  const took = performance.now() - started
  const holds = await watch.end()
  const rows = subject.transaction === 'one' && fails === undefined ? await rowWait(app, subject, { holds, took }) : 0
  if (subject.transaction === 'one') await migrator.query(fails === undefined ? 'commit' : 'rollback')
  return { fails, holds, rows, broken: await old.broken() }
}

/** Everything but the commit if the file is one transaction. */
async function attempt(migrator: Session, { statement, transaction }: SqlCase): Promise<string | undefined> {
  try {
    if (transaction === 'one') await migrator.query('begin')
    for (const { text } of splitStatements(statement)) await migrator.query(text)
    return undefined
  } catch (error) {
    return sqlstateOf(error)
  }
}

/** Measured while the transaction is open, and only if no table lock would block the write as well. */
async function rowWait(
  app: Session,
  { schema }: SqlCase,
  { holds, took }: { readonly holds: readonly Hold[]; readonly took: number },
): Promise<number> {
  if (holds.length > 0) return 0
  await app.query(`set lock_timeout = '30ms'`)
  const changes = Object.values(schema.queries).filter((sql) => /^(?:update|delete)\b/.test(sql))
  let waits = false
  for (const sql of changes) {
    await app.query('begin')
    waits ||= (await outcome(app, sql)) === '55P03'
    await app.query('rollback')
  }
  await app.query('set lock_timeout = 0')
  return waits ? took : 0
}

async function outcome(app: Session, sql: string): Promise<string | undefined> {
  try {
    await app.query(sql)
    return undefined
  } catch (error) {
    return sqlstateOf(error)
  }
}
