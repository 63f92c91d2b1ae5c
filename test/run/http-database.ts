// A session like that of a step, on a real server of the test run.
import { connect } from '../../src/connect/pg.ts'
import { connectionOptions } from '../../src/connect/pg-options.ts'
import type { Session } from '../../src/connect/session.ts'
import type { BaselineCheck } from '../../src/protocol/ledger.ts'
import { ensureLedger, writeBaseline } from '../../src/run/ledger/ledger.ts'
import type { Database } from '../support/postgres.ts'
import { testAdapters } from './http-adapters.ts'

export function sessionOn({ variables }: Database): () => Promise<Session> {
  const settings = { lockTimeout: 2000, statementTimeout: 10_000, schema: undefined, access: 'read-write' as const }
  const patience = {
    now: () => Date.now(),
    sleep: () => Promise.resolve(),
    deadline: 0,
    random: () => 0,
    stop: new AbortController().signal,
    say: () => {},
  }
  return () => connect(connectionOptions(variables), settings, patience)
}

/** Stores a baseline, as preflight does. */
export async function keepBaseline(database: Database, checks: readonly BaselineCheck[]): Promise<void> {
  using adapters = testAdapters()
  await using session = await sessionOn(database)()
  await ensureLedger(session, adapters)
  await writeBaseline(session, { pipeline: 'orders', target: '', release: 'v2.4.0', digest: '0'.repeat(64) }, checks)
}

/** The rows of the attempts in schema `wavec`: step, state and message. */
export async function attempts(database: Database): Promise<readonly string[]> {
  await using client = await database.client()
  const { rows } = await client.query<{ line: string }>(
    "select concat_ws(' ', step, state, message) as line from wavec.attempt order by id",
  )
  return rows.map(({ line }) => line)
}
